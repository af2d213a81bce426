import type { Answer } from '#lib/http/answer.ts';
import type { Account, Json } from '#lib/reset/ports.ts';
import type { Given } from './parameters.ts';

export const contentType = 'application/json;charset=UTF-8';

/** `200` with the profile: these keys in this order and never more, as the stock client fails on an unknown one. */
export function answerProfile(account: Account, given: Given, location: string, notes: Answer['notes'] = {}): Answer {
  const { username, email, enabled, createdOn, lastModified, tenant, details, id } = account;
  const profile = {
    username,
    email,
    verified: details.verified ?? false,
    enabled,
    createdOn,
    lastModified,
    tenant,
    roles: details.roles ?? [],
    attributes: filtered(details.attributes ?? {}, attributesToReturn(given)),
    id,
  };
  return { status: 200, headers: { 'Content-Type': contentType, Location: location }, body: JSON.stringify(profile), notes };
}

/** @returns names of attributes, or null for all of them */
function attributesToReturn(given: Given): readonly string[] | null {
  // The documents' name, and the one that the stock client really sends, which wins.
  const values = given.attributeToReturn ?? given.attributesToReturn ?? [];
  const isSingle = values.length === 1;
  const names = values
    .flatMap((value) => (isSingle ? value.split(',').map((name) => name.trim()) : [value]))
    .filter((name) => name !== '');
  if (names.includes('$none')) {
    return [];
  }
  return names.length === 0 ? null : names;
}

function filtered(attributes: Json, names: readonly string[] | null): Json {
  if (names === null || typeof attributes !== 'object') {
    return attributes;
  }
  return Object.fromEntries(Object.entries(attributes ?? {}).filter(([name]) => names.includes(name)));
}
