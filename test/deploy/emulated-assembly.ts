import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';

const resource = z.looseObject({ Type: z.string(), Properties: z.optional(z.record(z.string(), z.unknown())) });
const template = z.looseObject({ Resources: z.record(z.string(), resource) });

type Resource = z.output<typeof resource>;

/** Alarms on an expression over several metrics, of which it knows nothing. */
const isBeyondIt = ({ Type, Properties = {} }: Resource) => Type === 'AWS::CloudWatch::Alarm' && 'Metrics' in Properties;

/**
 * Makes of a synthesised stack what the emulator takes.
 *
 * @returns what was changed, in words
 */
export function adaptToEmulator(assemblyDir: string): readonly string[] {
  const file = path.join(assemblyDir, 'Rekey.template.json');
  const { Resources, ...others } = z.parse(template, JSON.parse(readFileSync(file, 'utf8')));
  const all = Object.entries(Resources);
  writeFileSync(file, JSON.stringify({ ...others, Resources: Object.fromEntries(all.filter(([, each]) => !isBeyondIt(each))) }));
  return all.filter(([, each]) => isBeyondIt(each)).map(([name]) => `without ${name}`);
}
