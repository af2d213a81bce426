import type { ProfileApi, ProfileParameters } from './profile-api.ts';
import { countOf, failureOf, refusalOf } from './read-answer.ts';

/** A condition on the stored password, in the query language of MongoDB. */
export type PasswordCondition = null | { $exists: true } | { $regex: string } | { $not: { $regex: string } };

/** One profile, and a condition on its password. Without the id the server would scan the whole tenant. */
export type PasswordQuery = { id: string; tenant: string; password: PasswordCondition };

export function queryParameters({ id, tenant, password }: PasswordQuery): ProfileParameters {
  return [
    ['tenantName', tenant],
    ['query', JSON.stringify({ _id: { $oid: id }, password })],
  ];
}

/** Whether the condition holds. `not-queryable` if the server allows no conditions on passwords. */
export async function holds(api: ProfileApi, query: PasswordQuery): Promise<boolean | 'not-queryable'> {
  const answer = await api.get('/profile/count_by_query', queryParameters(query));
  if (refusalOf(answer)?.errorCode === 'INVALID_QUERY') {
    return 'not-queryable';
  }
  const count = countOf(answer);
  if (count === undefined) {
    throw failureOf(answer);
  }
  return count > 0;
}
