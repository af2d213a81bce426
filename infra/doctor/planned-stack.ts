import { rmSync } from 'node:fs';
import * as z from 'zod/mini';
import type { Deployment } from '#infra/stack/deployment.ts';
import { newApp, RekeyStack } from '#infra/stack/rekey-stack.ts';
import { stubCode } from './stub-code.ts';

const resource = z.looseObject({ Type: z.string(), Properties: z._default(z.record(z.string(), z.unknown()), {}) });

export const templateSchema = z.looseObject({ Resources: z.record(z.string(), resource) });

export type Template = z.output<typeof templateSchema>;

export type PlannedStack = {
  readonly template: Template;
  /** The oldest version of what `cdk bootstrap` makes with which this stack can be deployed. */
  readonly bootstrapVersion: number;
};

/**
 * Synthesises the stack in this process, with stubs instead of the functions' code.
 *
 * @throws {SettingsError} when the settings make no stack that can be deployed
 */
export function planStack(deployment: Deployment): PlannedStack {
  const codeDir = stubCode();
  try {
    const app = newApp();
    const { stackName } = new RekeyStack(app, { deployment, codeDir });
    const { template, requiresBootstrapStackVersion } = app.synth().getStackByName(stackName);
    return { template: z.parse(templateSchema, template), bootstrapVersion: requiresBootstrapStackVersion ?? 0 };
  } finally {
    rmSync(codeDir, { recursive: true, force: true });
  }
}
