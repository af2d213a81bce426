import { randomBytes } from 'node:crypto';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Argument, Command } from 'commander';
import { AdminError } from '#infra/admin/admin-error.ts';
import { requireDeployed } from '#infra/admin/deployed/require-deployed.ts';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import { outputOf } from '#infra/admin/read-stack.ts';
import { requireConsent } from '#infra/admin/require-consent.ts';
import type { Target } from '#infra/admin/target.ts';
import { isPublished } from '#lib/settings/published-credentials.ts';
import { shortestSecretBytes } from '#lib/settings/setting-values.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { type RotatedSecret, rotatedSecretNames, rotatedSecrets } from './rotated-secrets.ts';

type RotateOptions = { leaked?: boolean; dryRun?: boolean; yes?: boolean };

export function rotate(operate: Operate): Command {
  return new Command('rotate')
    .description(
      'Gives a secret of the stack a new value, which the functions use within a minute. Rekey makes the values of its own secrets. It asks for a value that a product gave, without showing it, or takes it from the standard input. No value is ever printed.',
    )
    .addArgument(new Argument('<secret>', 'which one').choices(rotatedSecretNames))
    .option('--leaked', 'end the former value too, which otherwise stays valid until the next rotation')
    .option('--dry-run', 'print what it would do, and change nothing')
    .option('--yes', 'do not ask first')
    .action(operate(rotateOne));
}

async function rotateOne(target: Target, name: (typeof rotatedSecretNames)[number], options: RotateOptions): Promise<Outcome> {
  const { outputs } = requireDeployed(target, 'rotate', 'the local stack has the demo’s secrets, which never change');
  const { settings } = target;
  const { leaked = false, dryRun = false, yes = false } = options;
  const secret = rotatedSecrets[name];
  // A stack without the product has no such output, although the setting has a default.
  const SecretId = outputs.get(outputOf(secret.setting));
  if (SecretId === undefined) {
    throw new AdminError(`This stack has no secret ${name}.`);
  }
  const consequence = secret.consequence(settings, leaked);
  const json = { secret: name, formerStaysValid: secret.keepsFormer && !leaked };
  if (dryRun) {
    return { json: { ...json, dryRun }, text: [`This would change the secret ${name}. ${consequence}`] };
  }
  if (!yes) {
    await requireConsent(target, `This changes the secret ${name}. ${consequence}`);
  }
  const value = secret.isFromProduct(settings) ? await givenValue(target, secret) : randomBytes(32).toString('hex');
  const client = new SecretsManagerClient({ maxAttempts: 4 });
  // Secrets Manager keeps the former value as the previous version. The same value twice is in both versions.
  for (let times = leaked && secret.keepsFormer ? 2 : 1; times > 0; times--) {
    await client.send(new PutSecretValueCommand({ SecretId, SecretString: value }));
  }
  return { json: { ...json, dryRun }, text: [`Changed the secret ${name}. ${consequence}`, ...secret.next(settings)] };
}

/** @throws {AdminError} that does not show the value */
async function givenValue({ settings, terminal }: Target, secret: RotatedSecret): Promise<string> {
  const value = (await terminal.readSecret?.(`${secret.source}: `))?.trim() ?? '';
  const fault = faultOf(value, secret, settings);
  if (fault !== undefined) {
    throw new AdminError(`The value ${fault}. Nothing was changed.`);
  }
  return value;
}

function faultOf(value: string, { keepsFormer }: RotatedSecret, settings: Settings): string | undefined {
  if (value === '') {
    return 'is missing: type it, or pass it on the standard input';
  }
  if (!/^[\x20-\x7e]+$/.test(value)) {
    return 'must be one line of ASCII characters';
  }
  if (keepsFormer && Buffer.byteLength(value) < shortestSecretBytes) {
    return `is shorter than ${shortestSecretBytes} bytes`;
  }
  return isPublished(value, settings) ? 'is that of the demo, which everyone knows' : undefined;
}
