import * as z from 'zod/mini';
import type { HttpAnswer, HttpCall } from '#infra/local/api/call-listener.ts';

/** Secrets by name. */
export type LocalSecrets = { readonly [name: string]: { readonly AWSCURRENT: string; readonly AWSPREVIOUS?: string } };

const getSecretValue = z.object({
  SecretId: z.string(),
  VersionStage: z._default(z.enum(['AWSCURRENT', 'AWSPREVIOUS']), 'AWSCURRENT'),
});

/** Answers `GetSecretValue` as Secrets Manager does. Undefined for a call to another service. */
export function answerSecrets(secrets: LocalSecrets, call: HttpCall): HttpAnswer | undefined {
  const target = `${call.headers['x-amz-target']}`;
  if (!target.startsWith('secretsmanager.')) {
    return undefined;
  }
  if (target !== 'secretsmanager.GetSecretValue') {
    return json(400, { __type: 'UnknownOperationException' });
  }
  const input = parseInput(call.body);
  const stages = input && Object.hasOwn(secrets, input.SecretId) ? secrets[input.SecretId] : undefined;
  const value = input && stages?.[input.VersionStage];
  if (input === undefined || value === undefined) {
    return json(400, { __type: 'ResourceNotFoundException', Message: "Secrets Manager can't find the specified secret." });
  }
  return json(200, {
    ARN: `arn:aws:secretsmanager:us-east-1:000000000000:secret:${input.SecretId}`,
    Name: input.SecretId,
    SecretString: value,
    VersionStages: [input.VersionStage],
  });
}

function json(status: number, value: object): HttpAnswer {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: Buffer.from(JSON.stringify(value)) };
}

function parseInput(body: Buffer) {
  try {
    return z.safeParse(getSecretValue, JSON.parse(body.toString())).data;
  } catch {
    return undefined;
  }
}
