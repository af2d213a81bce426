import * as z from 'zod/mini';
import { type Finding, ok, warning } from '#infra/admin/check/finding.ts';
import { environmentBytes, mostEnvironmentBytes } from '#infra/stack/functions/refuse-long-environment.ts';
import type { Patient } from './patient.ts';

/** The share above which a longer link or policy could soon be too long. */
const fullShare = 0.9;

const variables = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) });

/** The synthesis refuses a deployment with more. */
export async function checkEnvironment({ planned: { template } }: Pick<Patient, 'planned'>): Promise<Finding> {
  const sizes = Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Properties }) => environmentBytes(z.safeParse(variables, Properties).data?.Environment.Variables ?? {}));
  const largest = Math.max(...sizes);
  const text = `the longest takes up to ${largest} of ${mostEnvironmentBytes} bytes`;
  return largest > fullShare * mostEnvironmentBytes ? warning(`${text}: shorten policies, logo or links`) : ok(text);
}
