import type { HttpAnswer } from '#lib/upstream/http-client.ts';
import type { ServerAccount } from '#lib/upstream/product-server.ts';
import type { ProfileApi, ProfileParameters } from './profile-api.ts';
import { isUnclear, profileOf, type Refusal, refusalOf } from './read-answer.ts';

export type Update =
  | { outcome: 'set'; answer: HttpAnswer; account: ServerAccount }
  | { outcome: 'refused'; answer: HttpAnswer; refusal: Refusal }
  /** Something answers that is not the API. */
  | { outcome: 'not-the-api'; answer: HttpAnswer }
  | { outcome: 'no-answer' };

/**
 * Sets the password and nothing else: the call leaves everything alone that it is not given.
 *
 * @param attributeToReturn the server returns these attributes
 */
export async function updatePassword(
  api: ProfileApi,
  id: string,
  password: string,
  attributeToReturn: readonly string[],
): Promise<Update> {
  // The server joins a value that is given twice, so the password is only in the form, and only once.
  const parameters: ProfileParameters = [['password', password], ...named(attributeToReturn)];
  const answer = await api.post(`/profile/${id}/update`, parameters);
  const account = answer && profileOf(answer);
  if (answer && account?.id === id) {
    return { outcome: 'set', answer, account };
  }
  if (answer === undefined || isUnclear(answer)) {
    return { outcome: 'no-answer' };
  }
  const refusal = refusalOf(answer);
  return refusal ? { outcome: 'refused', answer, refusal } : { outcome: 'not-the-api', answer };
}

/** Names of attributes, as the server reads them: in order, and a single one is split at its commas. */
export function named(attributeToReturn: readonly string[]): ProfileParameters {
  return attributeToReturn.map((name) => ['attributeToReturn', name] as const);
}
