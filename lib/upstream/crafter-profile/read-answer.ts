import * as z from 'zod/mini';
import { parseJson } from '#lib/runtime/parse-json.ts';
import type { HttpAnswer } from '#lib/upstream/http-client.ts';
import { permissionsIn } from '#lib/upstream/permissions-in.ts';
import { type ServerAccount, ServerMisconfigured, ServerUnavailable } from '#lib/upstream/product-server.ts';

/** An answer of the server that the caller gets as it is. */
export type RelayedAnswer = { status: number; body: string };

/** What the server refuses in the form of its API. Then it has written nothing. */
export type Refusal = { status: number; errorCode: string; message: string };

const profile = z.object({
  id: z.string(),
  username: z.string(),
  email: z.nullable(z.string()),
  verified: z.boolean(),
  enabled: z.boolean(),
  createdOn: z.nullable(z.number()),
  lastModified: z.nullable(z.number()),
  tenant: z.string(),
  roles: z.nullable(z.array(z.string())),
  attributes: z.nullable(z.record(z.string(), z.json())),
});
const refusal = z.object({ errorCode: z.string(), message: z.string() });
const verificationToken = z.object({ id: z.string() });
const refusedStatuses: readonly number[] = [400, 403, 404];
const notTheApi: readonly number[] = [401, 403, 404, 405, 406];

/** The profile in the answer. Undefined if the answer is not a success with a profile. */
export function profileOf({ status, text }: HttpAnswer): ServerAccount | undefined {
  const found = status === 200 ? z.safeParse(profile, parseJson(text)).data : undefined;
  return found && accountOf(found);
}

/** The profiles in the answer to a query. Undefined if the answer is not a success with a list of profiles. */
export function profilesOf({ status, text }: HttpAnswer): readonly ServerAccount[] | undefined {
  const found = status === 200 ? z.safeParse(z.array(profile), parseJson(text)).data : undefined;
  return found?.map(accountOf);
}

function accountOf(found: z.output<typeof profile>): ServerAccount {
  const { id, username, email, enabled, tenant, verified, roles, attributes, createdOn, lastModified } = found;
  return {
    realm: 'crafter-profile',
    ...{ id, username, email, enabled, tenant },
    externallyManaged: false,
    createdOn: createdOn ?? 0,
    lastModified: lastModified ?? 0,
    details: { verified, roles: roles ?? [], attributes: attributes ?? {} },
  };
}

export function refusalOf({ status, text }: HttpAnswer): Refusal | undefined {
  const refused = refusedStatuses.includes(status) ? z.safeParse(refusal, parseJson(text)).data : undefined;
  return refused && { status, ...refused };
}

export function countOf({ status, text }: HttpAnswer): number | undefined {
  return status === 200 ? z.safeParse(z.int(), parseJson(text)).data : undefined;
}

/** The id of the verification token in the answer. */
export function verificationTokenOf({ status, text }: HttpAnswer): string | undefined {
  return status === 200 ? z.safeParse(verificationToken, parseJson(text)).data?.id : undefined;
}

export function relay({ status, text }: HttpAnswer): RelayedAnswer {
  return { status, body: text };
}

/** Whether the call may have been done: this is not an answer of the API, but of a failure or of a proxy. */
export function isUnclear({ status }: HttpAnswer): boolean {
  return status < 400 || status === 408 || status === 429 || status >= 500;
}

/**
 * The error of a read that got neither what it asked for nor a refusal that means something to the caller. A container answers 400 to a request that
 * is too large for it, which is not the operator's fault.
 */
export function failureOf(answer: HttpAnswer): ServerUnavailable | ServerMisconfigured {
  return refusalOf(answer) || notTheApi.includes(answer.status)
    ? new ServerMisconfigured(problemOf(answer))
    : new ServerUnavailable(`ANSWER_${answer.status}`);
}

/** What the operator should read of a refusal. The message of `ACCESS_DENIED` repeats the access token, and others may name a person (F4). */
export function problemOf(answer: HttpAnswer): string {
  const refused = refusalOf(answer);
  if (refused === undefined) {
    return `The server answered with status ${answer.status} and not as Crafter Profile does: REKEY_CRAFTER_PROFILE_URL does not lead to Crafter Profile. It usually ends with /crafter-profile`;
  }
  const { errorCode, message } = refused;
  const code = /^[A-Z_]{1,40}$/.test(errorCode) ? errorCode : 'without a known code';
  const reason = code === 'ACCESS_DENIED' ? 'the access token is unknown or has expired' : permissionsIn(message);
  return `Crafter Profile answered ${answer.status} ${code}: ${reason}`;
}
