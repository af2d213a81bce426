import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Command } from 'commander';
import type { OperatorAct } from '#lib/audit/operator-act.ts';
import { realms } from '#lib/reset/ports.ts';
import { AdminError } from './admin-error.ts';
import type { Target } from './target.ts';

/**
 * Leaves the audit record of a command (A7): the audit function writes it, so that it is in the same log and on the same bus as all others. It names
 * the command, its account and the operator, and none of its options.
 *
 * @throws {AdminError} when the record could not be written
 */
export async function recordAct(target: Target, command: Command, outcome: OperatorAct['outcome']): Promise<void> {
  const act = { actId: randomUUID(), command: nameOf(command), outcome, ...accountIn(command), at: Date.now() };
  if (target.deployed === undefined) {
    await recordLocally(target.local.apiUrl, { ...act, who: userInfo().username });
    return;
  }
  const functionName = target.deployed.outputs.get('AuditFunction');
  // A stack of a version without audit.
  if (functionName === undefined) {
    return;
  }
  try {
    const { Arn: who = 'unknown' } = await new STSClient({ maxAttempts: 3 }).send(new GetCallerIdentityCommand({}));
    const Payload = JSON.stringify({ operatorAct: { ...act, who } });
    const { FunctionError } = await new LambdaClient({ maxAttempts: 3 }).send(
      new InvokeCommand({ FunctionName: functionName, Payload }),
    );
    if (FunctionError !== undefined) {
      throw new AdminError('the audit function failed');
    }
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error('unknown');
    throw new AdminError(`The command ran (${outcome}), but it left no audit record: ${name}: ${message}`);
  }
}

/** The local stack may run without its API, as in tests. */
async function recordLocally(apiUrl: string, act: OperatorAct): Promise<void> {
  await fetch(`${apiUrl}/start/operator-act`, { method: 'POST', body: JSON.stringify(act) }).catch(() => undefined);
}

/** `resets revoke`, without the program's own name. */
function nameOf(command: Command): string {
  const { parent } = command;
  return parent?.parent ? `${nameOf(parent)} ${command.name()}` : command.name();
}

function accountIn(command: Command): Pick<OperatorAct, 'realm' | 'account'> {
  const given = command.registeredArguments.map((argument, index): [string, unknown] => [
    argument.name(),
    command.processedArgs[index],
  ]);
  const named = new Map(given);
  const account = named.get('id') ?? named.get('account');
  return {
    realm: realms.find((realm) => realm === named.get('realm')) ?? null,
    account: typeof account === 'string' ? account : null,
  };
}
