import type { RouteAnswer } from '#lib/http/answer.ts';
import type { Account, Json } from '#lib/reset/ports.ts';

export const contentType = 'application/json;charset=UTF-8';

/** The names of the attributes to return, under the documents' name and under the one that the stock client really sends. */
type WantedAttributes = {
  attributesToReturn?: readonly string[] | undefined;
  attributeToReturn?: readonly string[] | undefined;
};

/** Answers `200` with the profile: these keys in this order and never more, because the stock client fails on an unknown key. */
export function answerProfile(
  account: Account,
  wanted: WantedAttributes,
  location: string,
  notes: RouteAnswer['notes'] = {},
): RouteAnswer {
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
    attributes: filtered(details.attributes ?? {}, namesOf(wanted)),
    id,
  };
  return { status: 200, headers: { 'Content-Type': contentType, Location: location }, body: JSON.stringify(profile), notes };
}

/** @returns names of attributes, or null for all of them */
function namesOf({ attributesToReturn, attributeToReturn }: WantedAttributes): readonly string[] | null {
  // The name that the stock client sends wins.
  const values = attributeToReturn ?? attributesToReturn ?? [];
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
  const wanted = new Set(names);
  return Object.fromEntries(Object.entries(attributes ?? {}).filter(([name]) => wanted.has(name)));
}
