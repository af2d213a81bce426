import * as z from 'zod/mini';
import type { Call } from '#infra/local/doubles/server/call-table.ts';
import type { Received } from '#infra/local/doubles/server/received.ts';
import { htmlReply, type Reply } from '#infra/local/doubles/server/reply.ts';
import { parseJson } from '#lib/runtime/parse-json.ts';
import { studioReply, type ValidationError } from './studio-reply.ts';
import type { StudioStore, StudioUserRow } from './studio-store.ts';

export type StudioContext = {
  store: StudioStore;
  /** The user whose credential the request carries. */
  caller: StudioUserRow;
  received: Received;
  /** The parameters in the path. */
  path: Record<string, string>;
};

export type StudioCall = Call<StudioContext> & {
  /** What the caller needs. */
  permission?: string;
  /** The rule for the body. The server checks it before the permission. */
  body?: BodyRule;
};

export type BodyRule = {
  /** The texts that must not be blank, each with the name that the server's validation gives it. */
  texts: { readonly [key: string]: string };
  /** All other properties. Absent: any. */
  others?: readonly string[];
  /** A text that must be a valid username, if it is not blank. */
  username?: string;
};

const usernamePattern = /^[a-zA-Z][\w.\-@+]+$/;

export const isUsername = (text: string): boolean => usernamePattern.test(text);

export const badUsername = (field: string): Reply => invalid(field, 'Value is not a valid username');

export const invalid = (field: string, message: string): Reply =>
  studioReply('badParameters', { validationErrors: [{ field, message }] });

/** @returns the refusal of an address that is not blank and not an address */
export function refuseBadAddress(email: string): Reply | undefined {
  return email === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)
    ? undefined
    : invalid('email', 'Value is not a valid email address');
}

type JsonObject = { [key: string]: unknown };

const jsonObject = z.record(z.string(), z.unknown());

/** The body, or the refusal if the body breaks the rule. */
export function readBody(received: Received, rule: BodyRule): { body: JsonObject } | { refusal: Reply } {
  const parsed = parseJson(received.body.toString());
  const object = z.safeParse(jsonObject, parsed).data;
  if (object === undefined) {
    const isOtherJson = parsed !== undefined && parsed !== null;
    return { refusal: isOtherJson ? htmlReply(400, 'Bad Request') : studioReply('badParameters') };
  }
  const known = rule.others && [...Object.keys(rule.texts), ...rule.others];
  const unknown = Object.keys(object).find((key) => known?.includes(key) === false);
  if (unknown !== undefined) {
    return { refusal: studioReply('badParameters', { message: `Unrecognized '${unknown}' property found in request` }) };
  }
  const texts = Object.entries(rule.texts).map(([key, field]) => ({ key, field, value: textOrNumber(object[key] ?? '') }));
  if (texts.some(({ value }) => typeof value !== 'string')) {
    return { refusal: studioReply('failure') };
  }
  const blanks: ValidationError[] = texts
    .filter(({ value }) => `${value}`.trim() === '')
    .map(({ field }) => ({ field, message: 'must not be blank' }));
  const username = rule.username === undefined ? '' : `${object[rule.username] ?? ''}`;
  const badNames =
    username.trim() === '' || isUsername(username) ? [] : [{ field: 'username', message: 'Value is not a valid username' }];
  const validationErrors = [...blanks, ...badNames];
  return validationErrors.length > 0 ? { refusal: studioReply('badParameters', { validationErrors }) } : { body: object };
}

/** The server takes a number for a text. */
function textOrNumber(value: unknown): unknown {
  return typeof value === 'number' ? `${value}` : value;
}

/** A text in the body, or `''`. */
export function textIn(body: JsonObject, key: string): string {
  const value = textOrNumber(body[key]);
  return typeof value === 'string' ? value : '';
}

/** The body. Empty if it is not an object. */
export function bodyOf(received: Received): JsonObject {
  const read = readBody(received, { texts: {} });
  return 'body' in read ? read.body : {};
}
