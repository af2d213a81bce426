import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { GoldenResponse } from '#test/golden/exchange.ts';

const text = z.string();
const json = 'application/json;charset=UTF-8';

const html = z.string().check(z.regex(/^<!DOCTYPE html>\n<html lang="[\w-]+" dir="(ltr|rtl)">[\s\S]*<\/html>\n$/));

const studioUser = {
  id: z.null(),
  username: text,
  firstName: text,
  lastName: text,
  externallyManaged: z.literal(false),
  email: text,
  enabled: z.literal(true),
};

/** What the script of the reset page gets. */
const ofPage = {
  contentType: 'application/json',
  good: z.union([z.strictObject({ username: text }), z.strictObject({ message: z.literal('OK') })]),
  bad: z.strictObject({ message: text, reason: z.optional(text) }),
  statuses: [200, 400, 401, 403, 413, 429],
};

/** The statuses and headers that each dialect may answer with, whatever the request is. */
const dialects = {
  'crafter-profile': {
    contentType: json,
    good: z.record(text, z.unknown()),
    bad: z.strictObject({
      errorCode: z.enum(['ACCESS_DENIED', 'ACTION_DENIED', 'NO_SUCH_PROFILE', 'NO_SUCH_VERIFICATION_TOKEN', 'OTHER']),
      message: text,
    }),
    statuses: [200, 400, 403, 404, 413, 429],
  },
  'crafter-studio': {
    contentType: json,
    good: z.strictObject({ message: z.literal('OK') }),
    bad: z.strictObject({ message: text, reason: z.optional(text) }),
    // 503 is the contract's answer to a browser that prefetches.
    statuses: [200, 400, 401, 403, 404, 429, 503],
  },
  'crafter-studio-v2': {
    contentType: 'application/json',
    good: z.strictObject({
      response: studioResponse(z.literal(0)),
      message: z.optional(text),
      user: z.optional(z.strictObject(studioUser)),
    }),
    bad: z.strictObject({
      response: studioResponse(z.number()),
      validationErrors: z.optional(z.array(z.strictObject({ field: text, message: text })).check(z.minLength(1))),
    }),
    // 503 is the contract's answer to a browser that prefetches.
    statuses: [200, 400, 401, 403, 404, 429, 503],
  },
  'traffic-ops': {
    contentType: 'application/json',
    good: z.strictObject({ alerts: z.optional(alerts('success')), response: z.optional(z.record(text, z.unknown())) }),
    bad: z.strictObject({ alerts: alerts('error') }),
    // 501 is the contract's answer to another version.
    statuses: [200, 400, 401, 404, 429, 501],
  },
  'crafter-studio-page': ofPage,
  'crafter-profile-page': ofPage,
  page: { contentType: 'text/html; charset=utf-8', good: html, bad: html, statuses: [200, 302, 400, 403, 413, 429] },
  health: {
    contentType: 'application/json',
    good: z.strictObject({ status: z.literal('ok') }),
    bad: z.strictObject({ status: z.enum(['refused', 'failed']) }),
    statuses: [200],
  },
  list: { contentType: 'text/plain; charset=utf-8', good: z.string(), bad: z.never(), statuses: [200] },
};

function studioResponse(code: z.ZodMiniType<number>) {
  return z.strictObject({ code, message: text, remedialAction: text, documentationUrl: z.literal('') });
}

function alerts(level: 'success' | 'error') {
  return z.array(z.strictObject({ level: z.literal(level), text })).check(z.minLength(1));
}

/** The routes whose id begins like that of a page, and what they answer instead. */
const notPages: { readonly [routeId: string]: string } = { 'page/common-passwords': 'list', 'page/health': 'health' };

/** Headers of every answer, whatever it says (F5). */
const everywhere = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };

/** @returns how an answer breaks the shape of its dialect; empty if it does not */
export function shapeFaults(routeId: string, { status, headers, body }: GoldenResponse): string[] {
  const name = notPages[routeId] ?? routeId.split('/')[0] ?? '';
  // A route's id begins with its dialect's name.
  const dialect = dialects[name as keyof typeof dialects];
  const sent = Object.fromEntries(Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value]));
  const parsed = z.safeParse(
    status < 300 ? dialect.good : dialect.bad,
    sent['content-type']?.startsWith('text/') ? body : parseJson(body),
  );
  const faults = {
    [`status ${status}`]: !dialect.statuses.includes(status),
    [`body ${body.slice(0, 200)}`]: !parsed.success,
    [`content type ${sent['content-type']}`]: sent['content-type'] !== dialect.contentType,
    [`cache control ${sent['cache-control']}`]: !sent['cache-control']?.includes('no-store'),
    'a header that every answer has': Object.entries(everywhere).some(([header, value]) => sent[header] !== value),
    'no Retry-After': status === 429 && !/^\d+$/.test(sent['retry-after'] ?? ''),
    'a header that cannot be sent': Object.values(sent).some((value) => !/^[\t\x20-\x7e\n]*$/.test(value)),
    'half a character in the body': !body.isWellFormed(),
    'a wrong digest':
      name === 'traffic-ops' && sent['whole-content-sha512'] !== createHash('sha512').update(body).digest('base64'),
  };
  return Object.keys(faults).filter((fault) => faults[fault]);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
