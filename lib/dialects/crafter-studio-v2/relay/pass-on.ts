import { isUtf8 } from 'node:buffer';
import { studioClient } from '#lib/dialects/crafter-studio/relay/studio-client.ts';
import { CallerError } from '#lib/dialects/crafter-studio-v2/refuse.ts';
import type { changeOwnPassword, resetPassword } from '#lib/dialects/crafter-studio-v2/routes.ts';
import type { RouteAnswer } from '#lib/http/answer.ts';
import type { Call } from '#lib/http/call.ts';
import { readBytes } from '#lib/http/read-body.ts';
import { ResetError } from '#lib/reset/errors.ts';
import { admitAddress } from '#lib/reset/limits.ts';
import type { Reach } from '#lib/reset/reach.ts';
import type { DueNotice } from '#lib/reset/shadows.ts';
import { ownCall } from '#lib/upstream/crafter-studio/own-call.ts';
import { type HttpAnswer, requireSent } from '#lib/upstream/http-client.ts';
import { reportClaimLeftOpen, reportingMisconfigured } from '#lib/upstream/report-trouble.ts';

/** What both calls have in common. */
type PassedCall = Pick<
  Call<typeof resetPassword>,
  'settings' | 'event' | 'header' | 'cookies' | 'caller' | 'metadata' | 'cause' | 'now'
> & {
  ports: Pick<Call<typeof changeOwnPassword>['ports'], 'limits' | 'accounts' | 'shadows'>;
};

const realm = 'crafter-studio';
const answerMilliseconds = 4000;

/**
 * Passes a call to Studio's own server, which judges its caller, and answers with the very bytes that come back. If Studio has set the password, the
 * user's links end and the notice is due. They do not end before that, because then any stranger could end them.
 *
 * Nothing tells what became of a call without an answer. The links of its user then work on until they expire.
 *
 * @param path below Studio's base URL, without an extension
 * @param isOwner whether people call this for themselves; the notice is then in the language of the request
 * @throws {ResetError} `too-many-requests`, `outcome-unknown`
 * @throws {CallerError} `came-back`
 */
export async function passOn(call: PassedCall, path: string, { isOwner }: { isOwner: boolean }): Promise<RouteAnswer> {
  const { limits, accounts, shadows } = call.ports;
  if (limits === undefined || accounts === undefined || shadows === undefined) {
    throw new Error('the function has no ports for Studio’s own server');
  }
  if (call.header(ownCall.name) !== '') {
    throw new CallerError('came-back', null);
  }
  const body = readBytes(call.event);
  // Each call costs Studio a key derivation or the check of a password.
  await admitAddress(limits, call.caller);
  const answer = await send(call, path, body);
  if (answer.status !== 200) {
    return { ...relayed(answer), notes: { passedOn: 'refused-there' } };
  }
  const by = isOwner ? 'owner' : 'administrator';
  const languages = isOwner ? call.metadata.languages : '';
  const notice: DueNotice = { noticeDue: call.now, languages, by, cause: { ...call.cause, by } };
  const isDue = await endLinks({ accounts, shadows }, body, notice);
  return { ...relayed(answer), ...(isDue && { notes: { notice: 'due' } }) };
}

/**
 * Never rejects: the password is set, and the caller must hear that.
 *
 * @returns whether a notice is due
 */
async function endLinks(
  { accounts, shadows }: Reach<'accounts.find' | 'shadows.replaceStamp'>,
  body: Buffer,
  notice: DueNotice,
): Promise<boolean> {
  try {
    const account = await accounts.find({ realm, id: usernameIn(body) });
    if (account !== undefined) {
      await shadows.replaceStamp(account, notice);
    }
    return account !== undefined;
  } catch {
    reportClaimLeftOpen(realm, 'set');
    return false;
  }
}

async function send(call: PassedCall, path: string, body: Buffer): Promise<HttpAnswer> {
  const extension = call.event.rawPath.endsWith('.json') ? '.json' : '';
  const sending = studioClient(call.settings).send({
    method: 'POST',
    path: `${path}${extension}`,
    headers: headersOf(call),
    body,
    answerMilliseconds,
  });
  const answer = await reportingMisconfigured(realm, sending.then(requireSent));
  if (answer === undefined) {
    throw new ResetError('outcome-unknown', null);
  }
  return answer;
}

const headerNames = ['authorization', 'content-type', 'x-xsrf-token'];
/** Of Studio's own cookies, those that such a call may need. Cookies of other products on the same host stay here. */
const cookieNames = ['JSESSIONID', 'XSRF-TOKEN'];

function headersOf({ header, cookies }: PassedCall): { [name: string]: string } {
  const cookie = cookies.filter((each) => cookieNames.includes(each.split('=')[0] ?? '')).join('; ');
  const given = [...headerNames.map((name) => [name, header(name)] as const), ['cookie', cookie] as const];
  const own = { accept: 'application/json', [ownCall.name]: ownCall.value };
  return { ...own, ...Object.fromEntries(given.filter(([, value]) => value !== '' && isSendable(value))) };
}

/** No credential holds anything else, and a client of HTTP refuses to send it. */
function isSendable(value: string): boolean {
  return !/[^\x20-\x7e]/.test(value);
}

/** Studio looks at the name in the body. Empty if there is none. */
function usernameIn(body: Buffer): string {
  const { username } = Object(JSON.parse(body.toString()));
  return typeof username === 'string' ? username : '';
}

function relayed({ status, headers, bytes, text }: HttpAnswer): RouteAnswer {
  const type = headers['content-type'];
  const shown = isUtf8(bytes) ? { body: text } : { body: bytes.toString('base64'), isBase64Encoded: true as const };
  return { status, headers: type === undefined ? {} : { 'Content-Type': type }, ...shown };
}
