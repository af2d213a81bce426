import * as z from 'zod/mini';
import { madeOnce } from '#lib/runtime/made-once.ts';
import { parseJson } from '#lib/runtime/parse-json.ts';
import type { HttpAnswer } from '#lib/upstream/http-client.ts';

export const studioCode = {
  ok: 0,
  failure: 1000,
  badParameters: 1001,
  noSuchUser: 6000,
  externallyManaged: 6002,
  weakPassword: 6003,
} as const;

export type StudioUser = {
  id: number;
  /** As it is stored. */
  username: string;
  firstName: string;
  lastName: string;
  externallyManaged: boolean;
  email: string;
  enabled: boolean;
};

export type StudioAnswer = {
  status: number;
  /** Undefined if the answer is not one of Studio's second API. */
  code: number | undefined;
  user?: StudioUser | undefined;
  users?: readonly StudioUser[] | undefined;
};

/** Never throws: whatever is not an answer of Studio's second API has no code. */
export function readStudioAnswer({ status, text }: HttpAnswer): StudioAnswer {
  const parsed = z.safeParse(studioBody(), parseJson(text));
  if (!parsed.success) {
    return { status, code: undefined };
  }
  const { response, user, users } = parsed.data;
  return { status, code: response.code, user, users };
}

/** Whether the server, or what stands before it, had no time for the request and did not handle it. */
export function isBusy({ status }: StudioAnswer): boolean {
  return status === 408 || status === 429;
}

/** For the operator. It holds no part of the answer but numbers. */
export function problemOf({ status, code }: StudioAnswer): string {
  const answer = `Crafter Studio answered with status ${status} and ${code === undefined ? 'no code of its API' : `code ${code}`}`;
  const reason = reasonFor({ status, code });
  return reason === undefined ? answer : `${answer}: ${reason}`;
}

function reasonFor({ status, code }: StudioAnswer): string | undefined {
  switch (status) {
    case 401:
      return 'the access token is unknown, switched off or expired';
    case 403:
      return code === undefined ? undefined : 'the user of the access token lacks a permission';
    case 404:
      return code === undefined
        ? 'REKEY_CRAFTER_STUDIO_URL does not lead to Crafter Studio. It usually ends with /studio'
        : undefined;
    default:
      return undefined;
  }
}

const studioBody = madeOnce(() => {
  const text = z._default(
    z.pipe(
      z.nullable(z.string()),
      z.transform((given) => given ?? ''),
    ),
    '',
  );
  const user = z.object({
    id: z.number(),
    username: z.string(),
    firstName: text,
    lastName: text,
    externallyManaged: z.boolean(),
    email: text,
    enabled: z.boolean(),
  });
  return z.object({ response: z.object({ code: z.number() }), user: z.optional(user), users: z.optional(z.array(user)) });
});
