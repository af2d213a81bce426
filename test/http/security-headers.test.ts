import { describe, expect, test } from '@jest/globals';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { lambdaContext } from '#infra/local/api/lambda-context.ts';
import { securityHeaders } from '#lib/http/security-headers.ts';
import { parseSettings, type Settings } from '#lib/settings/settings.ts';
import { eventWith } from '#test/dialects/event-with.ts';

const settingsWith = (publicUrl?: string) => () => parseSettings({ REKEY_PUBLIC_URL: publicUrl });

const common = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store' };
const hsts = { 'Strict-Transport-Security': 'max-age=31536000' };

/** The headers of an answer; a defect is answered by a status of 500. */
async function headersOf(settings: () => Settings, answer: () => APIGatewayProxyStructuredResultV2) {
  const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(securityHeaders(settings))
    .use({
      onError: (request) => {
        request.response = { statusCode: 500 };
      },
    })
    .handler(async () => answer());
  const { headers } = await handler(eventWith(), lambdaContext('test'));
  return headers;
}

describe('F5 every answer has the security headers', () => {
  test('with that for https if the public URL is https', async () => {
    expect(await headersOf(settingsWith('https://rekey.example.com'), () => ({}))).toEqual({ ...common, ...hsts });
  });

  test('without that for https if the public URL is http', async () => {
    expect(await headersOf(settingsWith('http://127.0.0.1:3000'), () => ({}))).toEqual(common);
  });

  test('with that for https if the address is that of API Gateway', async () => {
    expect(await headersOf(settingsWith(), () => ({}))).toEqual({ ...common, ...hsts });
  });

  test('with that for https if the settings cannot be read', async () => {
    const broken = () => parseSettings({ REKEY_BCRYPT_COST: '99' });
    expect(await headersOf(broken, () => ({}))).toEqual({ ...common, ...hsts });
  });

  test('and keeps those that the dialect sets itself', async () => {
    const own = { 'Cache-Control': 'no-cache', 'X-Own': 'a' };
    const headers = await headersOf(settingsWith('http://127.0.0.1:3000'), () => ({ headers: own }));
    expect(headers).toEqual({ ...common, ...own });
  });

  test('also if it is the answer to a defect', async () => {
    const fail = () => {
      throw new Error('a defect');
    };
    expect(await headersOf(settingsWith('http://127.0.0.1:3000'), fail)).toEqual(common);
  });
});

test('a failure that nothing answers stays that failure', async () => {
  const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(securityHeaders(settingsWith()))
    .handler(async () => {
      throw new Error('a defect');
    });
  await expect(handler(eventWith(), lambdaContext('test'))).rejects.toThrow('a defect');
});
