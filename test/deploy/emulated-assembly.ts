import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';

const resource = z.looseObject({ Type: z.string(), Properties: z.optional(z.record(z.string(), z.unknown())) });
const template = z.looseObject({ Resources: z.record(z.string(), resource) });

type Resource = z.output<typeof resource>;

/**
 * Changes a synthesised stack so that the emulator accepts it.
 *
 * @returns a description of each change
 */
export function adaptToEmulator(assemblyDir: string, stackName: string): readonly string[] {
  const file = path.join(assemblyDir, `${stackName}.template.json`);
  const { Resources, ...others } = z.parse(template, JSON.parse(readFileSync(file, 'utf8')));
  const all = Object.entries(Resources);
  writeFileSync(
    file,
    JSON.stringify({ ...others, Resources: Object.fromEntries(all.filter(([, each]) => !isUnsupported(each))) }),
  );
  return all.filter(([, each]) => isUnsupported(each)).map(([name]) => `${name} left out`);
}

/** The emulator supports neither alarms on an expression over several metrics nor saved queries. */
function isUnsupported({ Type, Properties = {} }: Resource): boolean {
  return Type === 'AWS::Logs::QueryDefinition' || (Type === 'AWS::CloudWatch::Alarm' && 'Metrics' in Properties);
}
