import { createHash } from 'node:crypto';
import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { fill, type GoldenRequest, type GoldenResponse, type Values } from '#test/golden/exchange.ts';
import { someTime } from '#test/golden/traffic-ops/user.ts';

/** Values for the examples. They are always the same and none is a secret: the real ones are public in the products’ documents, the others open nothing. */
const sampleValues: Values = {
  base: 'https://reset.example.com',
  id: '59284659d4c650213cc2f3fc',
  upper: '59284659D4C650213CC2F3FC',
  access: demoCredentials.accessTokenId,
  token: 'EXAMPLE-of-a-token-as-the-mails-bring-it-00',
  sent: 'EXAMPLE-of-a-token-as-the-mails-bring-it-00',
  read: 'EXAMPLE-of-a-token-as-the-mails-bring-it-00',
  user: 'jane.doe',
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJleGFtcGxlIjp0cnVlfQ.c2lnbmF0dXJl',
  authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJleGFtcGxlIjp0cnVlfQ.c2lnbmF0dXJl',
  cookie: 'eyJhdXRoX2RhdGEiOiJ0ZXN0In0--0000000000000000000000000000000000000000',
  body: '{}',
  integer: '1768003200000',
  date: 'Sat, 10 Jan 2026 01:00:00 GMT',
  uuid: '0198c0de-0000-4000-8000-000000000000',
  word: '0',
};

/** Values for these headers, because the common ones would look strange there. */
const headerValues: { readonly [name: string]: Values } = {
  'Retry-After': { integer: '240' },
  'Set-Cookie': { word: '0000', integer: '3600' },
};

/** Puts sample values in place of everything that differs from one run to the next. */
export function fillSample(template: string, values: Values = {}): string {
  const filled = fill(template.replaceAll(someTime, '2026-01-10T00:00:00.000Z'), { ...sampleValues, ...values });
  const [open] = /\{\{\w+\}\}/.exec(filled) ?? [];
  if (open !== undefined) {
    throw new Error(`there is no sample value for ${open}`);
  }
  return filled;
}

export function fillSampleRequest({ method, path, headers = {}, body }: GoldenRequest): GoldenRequest {
  return {
    method,
    path: fillSample(path),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fillSample(value)])),
    ...(body !== undefined && { body: typeof body === 'string' ? fillSample(body) : body }),
  };
}

export function fillSampleResponse({ status, headers, body }: GoldenResponse): GoldenResponse {
  const filled = fillSample(body);
  const sha512 = createHash('sha512').update(filled).digest('base64');
  const fillHeader = ([name, value]: [string, string]) => [name, fillSample(value, { sha512, ...headerValues[name] })];
  return { status, headers: Object.fromEntries(Object.entries(headers).map(fillHeader)), body: filled };
}

/** Examples for the required parameters of a path or a query. */
export const sampleParameters: { readonly [name: string]: string } = {
  id: fillSample('{{id}}'),
  username: fillSample('{{user}}'),
  token: fillSample('{{token}}'),
  version: '5.0',
};
