import { isUtf8 } from 'node:buffer';
import { demoApplication, demoPeople } from '#infra/demo/demo-people.ts';
import { fillRequest } from '#test/golden/compare-answers.ts';
import type { Exchange, GoldenRequest, GoldenResponse, Values } from '#test/golden/exchange.ts';
import { signed } from '#test/golden/traffic-ops/world.ts';
import { ownAccessToken, type World } from '#test/golden/world.ts';
import type { Deployed } from './deployed.ts';

/** An exchange that is ready to send. */
export type Prepared = {
  /** The row of the contracts, which is the first word of the title. */
  row: string;
  title: string;
  route: string;
  request: GoldenRequest;
  response: GoldenResponse;
  values: Values;
  /** Without a valid access token, the request counts against the limit of its address. */
  hasAccessToken: boolean;
};

/** The reason why an exchange cannot be sent. */
export type Skipped = { skipped: string };

class NeedsDatabase extends Error {}

// A world without a database. An exchange that uses it cannot run against a deployment.
const noWorld = new Proxy({} as World, {
  get: () => {
    throw new NeedsDatabase();
  },
});

const demoUsers = demoPeople.flatMap(({ id, username }) => [id, username]).filter((name) => name !== 'test');

/**
 * Puts the values of a deployment into an exchange.
 *
 * @returns the exchange, or the reason why it cannot run there
 */
export async function prepareExchange(exchange: Exchange, deployed: Deployed): Promise<Prepared | Skipped> {
  const { title, route, request, response } = exchange;
  if (exchange.settings !== undefined) {
    return { skipped: 'need settings of their own' };
  }
  const values = await valuesOf(exchange);
  if (values === undefined) {
    return { skipped: 'need accounts, tokens or counts in the database' };
  }
  const missing = whatIsMissing(exchange, values, deployed);
  if (missing !== undefined) {
    return { skipped: missing };
  }
  const { administratorToken } = deployed;
  const known: Values = {
    ...values,
    base: deployed.publicUrl,
    ...(administratorToken !== undefined && values.jwt !== undefined && { jwt: administratorToken }),
  };
  const adapt = (text: string) => withOwnCredentials(text, deployed);
  const filled = fillRequest(request, known);
  return {
    row: title.split(' ')[0] ?? '',
    title,
    route,
    request: {
      ...filled,
      path: adapt(filled.path),
      ...(filled.body !== undefined && { body: inBody(filled.body, adapt) }),
    },
    response: withStrictTransport({ ...response, body: adapt(response.body) }, deployed),
    values: known,
    hasAccessToken: textOf(exchange).includes(ownAccessToken),
  };
}

/** Changes the text in a body. Bytes that are not text stay as they are. */
function inBody(body: string | Buffer, change: (text: string) => string): string | Buffer {
  return typeof body === 'string' ? change(body) : Buffer.from(change(body.toString('latin1')), 'latin1');
}

async function valuesOf({ given }: Exchange): Promise<Values | undefined> {
  try {
    return (await given?.(noWorld)) ?? {};
  } catch (error) {
    if (error instanceof NeedsDatabase) {
      return undefined;
    }
    throw error;
  }
}

function textOf({ request }: Exchange): string {
  return `${request.path} ${request.body ?? ''}`;
}

/** Says what the exchange needs that the deployment or the operator does not give. */
function whatIsMissing(exchange: Exchange, values: Values, deployed: Deployed): string | undefined {
  const { request, response, route } = exchange;
  const { isDemo, accessToken, application, resetUrl, administratorToken } = deployed;
  const isLocal = new URL(deployed.baseUrl).protocol === 'http:';
  if (request.headers?.Host !== undefined && !isLocal) {
    return 'send another Host, which API Gateway itself refuses';
  }
  if (deployed.isSamLocal && Buffer.isBuffer(request.body) && !isUtf8(request.body)) {
    return 'have a body that is not UTF-8, which sam local itself answers';
  }
  if (isDemo) {
    return undefined;
  }
  const succeedsForDemo = response.status < 300 && demoUsers.some((name) => textOf(exchange).includes(name));
  const isDemoSession = values.cookie !== undefined && isSignedForDemo(values.cookie);
  // Its token is signed, but not an administrator's. The operator's own token would be accepted.
  const isRefusedToken = values.jwt !== undefined && response.status === 403;
  if (succeedsForDemo || isDemoSession || isRefusedToken || /externally managed/i.test(response.body)) {
    return 'need the people or the secrets of the demo (--demo)';
  }
  if (values.jwt !== undefined && administratorToken === undefined) {
    return 'need --administrator-token';
  }
  // The operator's token takes the place of the row's own, and is allowed what the row expects to be refused.
  if (values.jwt !== undefined && response.status === 403) {
    return 'need a token of someone who is not an administrator';
  }
  if (!textOf(exchange).includes(ownAccessToken)) {
    return undefined;
  }
  if (accessToken === undefined) {
    return 'need --access-token';
  }
  if (response.body.includes(demoApplication.name) && application === undefined) {
    return 'need --application';
  }
  if (route === 'crafter-profile/reset-password' && response.status === 404 && resetUrl === undefined) {
    return 'need --reset-url';
  }
  return undefined;
}

function isSignedForDemo(cookie: string): boolean {
  const [data = ''] = cookie.split('--');
  return cookie === signed(Buffer.from(data, 'base64url'));
}

function withOwnCredentials(text: string, { accessToken, application, resetUrl }: Deployed): string {
  return text
    .replaceAll(ownAccessToken, accessToken ?? ownAccessToken)
    .replaceAll(`\\"${demoApplication.name}\\"`, `\\"${application ?? demoApplication.name}\\"`)
    .replaceAll('resetPasswordUrl=http://example.com', (same) =>
      resetUrl ? `resetPasswordUrl=${encodeURIComponent(resetUrl)}` : same,
    )
    .replaceAll('"resetPasswordUrl":"http://example.com"', (same) =>
      resetUrl ? `"resetPasswordUrl":${JSON.stringify(resetUrl)}` : same,
    );
}

/** If the public URL is https, every answer has this header. */
function withStrictTransport(response: GoldenResponse, { publicUrl }: Deployed): GoldenResponse {
  if (!publicUrl.startsWith('https:')) {
    return response;
  }
  return { ...response, headers: { 'Strict-Transport-Security': 'max-age=31536000', ...response.headers } };
}
