import { jsonReply, type Reply } from '#infra/local/doubles/server/reply.ts';
import type { StudioUserRow } from './studio-store.ts';

type Outcome = { status: number; code: number; message: string; remedialAction: string };

const outcomes = {
  ok: { status: 200, code: 0, message: 'OK', remedialAction: '' },
  created: { status: 201, code: 1, message: 'Created', remedialAction: '' },
  deleted: { status: 200, code: 2, message: 'Deleted', remedialAction: '' },
  failure: { status: 500, code: 1000, message: 'Internal system failure', remedialAction: 'Contact support' },
  /** The server answers this when a statement changed no row, as for an externally managed user. */
  databaseFailure: {
    status: 500,
    code: 1000,
    message: 'Internal system failure: Unknown database error',
    remedialAction: 'Contact support',
  },
  badParameters: {
    status: 400,
    code: 1001,
    message: 'Invalid parameter(s)',
    remedialAction: "Check API and make sure you're sending the correct parameters",
  },
  unauthenticated: { status: 401, code: 2000, message: 'Unauthenticated', remedialAction: 'Please login first' },
  unauthorized: {
    status: 403,
    code: 2001,
    message: 'Unauthorized',
    remedialAction: "You don't have permission to perform this task, please contact your administrator",
  },
  noSuchUser: {
    status: 404,
    code: 6000,
    message: 'User not found',
    remedialAction: "Check if you're using the correct User ID or username",
  },
  userExists: { status: 409, code: 6001, message: 'User already exists', remedialAction: 'Try a different username' },
  externallyManaged: {
    status: 403,
    code: 6002,
    message: 'User is externally managed',
    remedialAction: 'Update the user in the main identity system (e.g. LDAP)',
  },
  weakPassword: {
    status: 400,
    code: 6003,
    message: 'User password does not fulfill requirements',
    remedialAction: 'Use password that will fulfill password requirements',
  },
  wrongPassword: {
    status: 401,
    code: 6004,
    message: 'User current password does not match',
    remedialAction: 'Use correct current password',
  },
} as const satisfies { [name: string]: Outcome };

export type OutcomeName = keyof typeof outcomes;

export type ValidationError = { field: string; message: string };

export type ReplyParts = {
  /** Replaces the outcome's usual message. */
  message?: string;
  validationErrors?: readonly ValidationError[];
  /** Keys that follow `response`. */
  entity?: { [name: string]: unknown };
  /** Replaces the outcome's usual status. */
  status?: number;
};

/** An answer in the envelope of Studio's second API. */
export function studioReply(name: OutcomeName, { message, validationErrors, entity, status }: ReplyParts = {}): Reply {
  const { status: usualStatus, ...response } = outcomes[name];
  const worded = { ...response, ...(message !== undefined && { message }), documentationUrl: '' };
  const envelope = { response: worded, ...entity, ...(validationErrors && { validationErrors }) };
  return jsonReply(status ?? usualStatus, envelope);
}

/** The seven keys of a user. */
export function userView({ id, username, firstName, lastName, externallyManaged, email, enabled }: StudioUserRow): object {
  return { id, username, firstName, lastName, externallyManaged, email, enabled };
}
