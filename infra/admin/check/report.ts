import { explain } from '#infra/admin/admin-error.ts';
import type { Outcome } from '#infra/admin/operate.ts';
import { columns } from '#infra/admin/terminal.ts';
import { type Finding, failed } from './finding.ts';

export type NamedFinding = Finding & { readonly check: string };

/** The outcome of a command that has looked at many things: its table, its verdict and its exit code. */
export function report(findings: readonly NamedFinding[]): Outcome {
  const failures = findings.filter(({ state }) => state === 'failed').length;
  const rows = findings.map(({ check, state, text }) => [state, check, text]);
  const warnings = findings.filter(({ state }) => state === 'warning').length;
  const passed = warnings === 0 ? 'All checks passed.' : `No check failed. Warnings: ${warnings}.`;
  const verdict = failures === 0 ? passed : `${failures} of ${findings.length} checks failed.`;
  return {
    json: { ok: failures === 0, findings },
    text: [...columns(['STATE', 'CHECK', 'FINDING'], rows), '', verdict],
    ...(failures > 0 && { exitCode: 1 }),
  };
}

/** Turns an error of a check into its finding. */
export async function tried(look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    return failed(explain(error) ?? `${error}`);
  }
}
