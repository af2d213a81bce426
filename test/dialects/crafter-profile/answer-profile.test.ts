import { describe, expect, test } from '@jest/globals';
import { answerProfile } from '#lib/dialects/crafter-profile/answer-profile.ts';
import type { Json } from '#lib/reset/ports.ts';
import { accountOf } from '#test/reset/account-of.ts';

/** The documents' example. */
const john = accountOf({
  realm: 'crafter-profile',
  id: '59284659d4c650213cc2f3fc',
  username: 'john.doe',
  email: 'john.doe@example.com',
  enabled: false,
  tenant: 'sample-tenant',
  createdOn: 1495811673842,
  lastModified: 1495812397986,
  details: { verified: false, roles: ['APP_TEST', 'APP_REPORT'], attributes: {} },
});

const place = 'https://profile.example.com/api/1/profile/change_password';

test('the answer to a known profile is 200 with the documents’ keys in their order', () => {
  expect(answerProfile(john, {}, place)).toEqual({
    status: 200,
    headers: { 'Content-Type': 'application/json;charset=UTF-8', Location: place },
    body: '{"username":"john.doe","email":"john.doe@example.com","verified":false,"enabled":false,"createdOn":1495811673842,"lastModified":1495812397986,"tenant":"sample-tenant","roles":["APP_TEST","APP_REPORT"],"attributes":{},"id":"59284659d4c650213cc2f3fc"}',
    notes: {},
  });
});

test('the answer has no other stored details of a profile, and has nulls for missing values', () => {
  const account = { ...john, email: null, tenant: null, details: { ...john.details, passwordHash: 'x', verified: true } };
  expect(JSON.parse(answerProfile(account, {}, place).body)).toEqual({
    username: 'john.doe',
    email: null,
    verified: true,
    enabled: false,
    createdOn: 1495811673842,
    lastModified: 1495812397986,
    tenant: null,
    roles: ['APP_TEST', 'APP_REPORT'],
    attributes: {},
    id: '59284659d4c650213cc2f3fc',
  });
});

test('a profile with few stored details has no roles, no attributes and no verified address', () => {
  const profile = JSON.parse(answerProfile({ ...john, details: {} }, {}, place).body);
  expect(profile).toMatchObject({ verified: false, roles: [], attributes: {} });
});

test('the log’s notes go with the answer', () => {
  expect(answerProfile(john, {}, place, { asking: 'throttled' }).notes).toEqual({ asking: 'throttled' });
});

describe('attributesToReturn', () => {
  const stored = { first: 'John', last: 'Doe', 'a,b': 1, ' c': { deep: [1] }, $none: 'x' };
  const attributes = (given: Parameters<typeof answerProfile>[1], all: Json = stored) =>
    JSON.parse(answerProfile({ ...john, details: { attributes: all } }, given, place).body).attributes;

  test.each([
    ['absent', {}],
    ['empty', { attributesToReturn: [''] }],
    ['blanks and commas', { attributesToReturn: [' , ,'] }],
    ['empty several times', { attributesToReturn: ['', ''] }],
    ['an empty list', { attributesToReturn: [] }],
  ])('%s means all', (_, given) => {
    expect(attributes(given)).toEqual(stored);
  });

  test('one value is split at commas and trimmed', () => {
    expect(attributes({ attributesToReturn: [' first , last,'] })).toEqual({ first: 'John', last: 'Doe' });
  });

  test('several values are used unchanged', () => {
    expect(attributes({ attributesToReturn: ['a,b', ' c', 'first '] })).toEqual({ 'a,b': 1, ' c': { deep: [1] } });
  });

  test('an unknown name is not an error and adds nothing', () => {
    expect(attributes({ attributesToReturn: ['unknown'] })).toEqual({});
    expect(attributes({ attributesToReturn: ['unknown,first'] })).toEqual({ first: 'John' });
  });

  test.each([['$none'], ['first,$none'], ['$none', 'first']])('$none anywhere means none: %j', (...values) => {
    expect(attributes({ attributesToReturn: values })).toEqual({});
  });

  test('the name that the standard client sends means the same, and takes precedence', () => {
    expect(attributes({ attributeToReturn: ['first'] })).toEqual({ first: 'John' });
    expect(attributes({ attributeToReturn: ['first'], attributesToReturn: ['last'] })).toEqual({ first: 'John' });
  });

  test('attributes that are not a map are answered as stored', () => {
    expect(attributes({ attributesToReturn: ['first'] }, 'text')).toBe('text');
    expect(attributes({ attributesToReturn: ['first'] }, 7)).toBe(7);
  });
});
