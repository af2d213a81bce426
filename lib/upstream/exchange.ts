import http from 'node:http';
import https from 'node:https';

export type HttpOutcome =
  /** `text` is the body, decoded as UTF-8. */
  | { outcome: 'answer'; status: number; headers: http.IncomingHttpHeaders; bytes: Buffer; text: string }
  /** No byte of the request has left: the name is unknown, the connection was refused, the certificate does not verify, … */
  | { outcome: 'never-sent'; reason: string }
  /** The request may have arrived, and there is no answer that can be used. */
  | { outcome: 'no-answer'; reason: string };

export type Exchange = {
  url: URL;
  /** False for a connection of its own, which closes afterwards. */
  agent: http.Agent | false;
  method: string;
  path: string;
  headers: { readonly [name: string]: string };
  body: string | Buffer;
  ca?: string;
  connectMilliseconds: number;
  answerMilliseconds: number;
};

/** `isConnectionLost`: the connection had been kept since an earlier call, and it ended before any of the answer came. */
type ExchangeOutcome = HttpOutcome & { isConnectionLost?: boolean };

const maximumAnswerBytes = 1024 * 1024;

/** One HTTP request and its answer. Reasons are codes: they hold no address and no part of an answer. */
export function exchange(options: Exchange): Promise<ExchangeOutcome> {
  // Only what cannot be sent at all rejects, such as a header with a line break.
  return attempt(options).catch((error) => ({ outcome: 'never-sent', reason: codeOf(error) }));
}

function attempt({
  url,
  connectMilliseconds,
  answerMilliseconds,
  body,
  headers,
  ...options
}: Exchange): Promise<ExchangeOutcome> {
  return new Promise((resolve) => {
    const isTls = url.protocol === 'https:';
    let isSent = false;
    let hasAnswered = false;
    const request = (isTls ? https : http).request(url, {
      ...options,
      headers: { ...headers, ...(options.method !== 'GET' && { 'content-length': Buffer.byteLength(body) }) },
      // Also if the environment says otherwise.
      rejectUnauthorized: true,
    });
    const end = (outcome: ExchangeOutcome) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const fail = (reason: string) => {
      request.destroy();
      end({ outcome: isSent ? 'no-answer' : 'never-sent', reason });
    };
    let timer = setTimeout(fail, connectMilliseconds, 'CONNECT_TIMEOUT');
    // Nothing is written before the connection is open and its certificate has been checked. So until then nothing has left.
    const write = () => {
      clearTimeout(timer);
      timer = setTimeout(fail, answerMilliseconds, 'ANSWER_TIMEOUT');
      isSent = true;
      request.end(body);
    };
    request.on('socket', (socket) => {
      if (request.reusedSocket) {
        write();
      } else {
        socket.once(isTls ? 'secureConnect' : 'connect', write);
      }
    });
    request.on('error', (error) => {
      const reason = codeOf(error);
      end(
        request.reusedSocket && !hasAnswered
          ? { outcome: 'no-answer', reason, isConnectionLost: true }
          : { outcome: isSent ? 'no-answer' : 'never-sent', reason },
      );
    });
    request.on('response', (response) => {
      hasAnswered = true;
      readBytes(response).then(
        (bytes) => {
          const { statusCode: status = 0 } = response;
          if (status >= 300 && status < 400) {
            fail('REDIRECT');
          } else {
            end({ outcome: 'answer', status, headers: response.headers, bytes, text: bytes.toString() });
          }
        },
        (error) => fail(codeOf(error)),
      );
    });
  });
}

/** @throws {Error} if the connection ends early, or if the answer is too large */
async function readBytes(response: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += chunk.length;
    if (bytes > maximumAnswerBytes) {
      throw Object.assign(new Error('the answer is too large'), { code: 'ANSWER_TOO_LARGE' });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function codeOf(error: Error & { code?: string }): string {
  return error.code ?? error.name;
}
