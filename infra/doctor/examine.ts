import { explain } from '#infra/admin/admin-error.ts';
import { checkQuota } from '#infra/admin/check/check-aws.ts';
import { type Finding, failed, ok } from '#infra/admin/check/finding.ts';
import { type NamedFinding, report, tried } from '#infra/admin/check/report.ts';
import { describeStack } from '#infra/admin/deployed/describe-stack.ts';
import type { Outcome } from '#infra/admin/operate.ts';
import { useDeployment } from '#infra/deployments/use-deployment.ts';
import { parseDeployment } from '#infra/stack/deployment.ts';
import { SettingsError } from '#lib/settings/settings.ts';
import { checkBootstrap, checkConcurrency, checkCredentials, checkRegion } from './check-account.ts';
import { checkCertificate, checkZone } from './check-domain.ts';
import { checkEnvironment } from './check-environment.ts';
import { checkIdentity, checkSandboxBefore } from './check-mail.ts';
import { checkNamedSecrets, checkTables } from './check-names.ts';
import { checkReplacements, checkStackState } from './check-stack.ts';
import type { Patient } from './patient.ts';
import { planStack } from './planned-stack.ts';

const checks: { readonly [name: string]: (patient: Patient) => Promise<Finding> } = {
  bootstrap: checkBootstrap,
  region: checkRegion,
  concurrency: checkConcurrency,
  sandbox: checkSandboxBefore,
  quota: checkQuota,
  identity: checkIdentity,
  secrets: checkNamedSecrets,
  certificate: checkCertificate,
  zone: checkZone,
  environment: checkEnvironment,
  stack: checkStackState,
  tables: checkTables,
  replacements: checkReplacements,
};

/**
 * Looks at everything that could make a deployment fail or harm, before it. It changes nothing.
 *
 * @param name of the deployment's file
 */
export async function examine(name: string): Promise<Outcome> {
  try {
    return report(await findingsOf(readSettings(name)));
  } catch (error) {
    const reason = explain(error);
    if (reason === undefined) {
      throw error;
    }
    return report([{ check: 'settings', ...failed(oneLine(reason)) }]);
  }
}

async function findingsOf(settings: Omit<Patient, 'deployed'>): Promise<NamedFinding[]> {
  const { deployment, region } = settings;
  const before = [
    { check: 'settings', ...ok(`they make the stack ${deployment.stackName} in ${region}`) },
    { check: 'credentials', ...(await tried(() => checkCredentials(deployment.account))) },
  ];
  if (before.some(({ state }) => state === 'failed')) {
    return before;
  }
  const deployed = await describeStack(deployment.stackName);
  return [...before, ...(await lookAt({ ...settings, deployed }))];
}

/** All findings that need credentials that work. */
export function lookAt(patient: Patient): Promise<NamedFinding[]> {
  return Promise.all(Object.entries(checks).map(async ([check, look]) => ({ check, ...(await tried(() => look(patient))) })));
}

/** A message that lists faults has one on each line. */
function oneLine(message: string): string {
  const [first = '', ...faults] = message.split(/\s*\n\s*/);
  return faults.length === 0 ? first : `${first} ${faults.join('; ')}`;
}

/** @throws {SettingsError} when no deployment can be made with them */
function readSettings(name: string): Omit<Patient, 'deployed'> {
  const { context, region: named, file } = useDeployment(name);
  const region = named ?? process.env.AWS_REGION;
  if (region === undefined) {
    throw new SettingsError(`No AWS region is set. Name the region in ${file}.`);
  }
  const deployment = parseDeployment(context, { ...process.env, CDK_DEFAULT_REGION: region });
  return { deployment, context, region, planned: planStack(deployment) };
}
