import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Fault } from './faults.ts';
import type { Received } from './received.ts';
import { htmlReply, type Reply } from './reply.ts';

const bigAnswerBytes = 2 * 1024 * 1024;

/** A call below this path is done like the call without the prefix, and no fault hits it. */
export const redirectPrefix = '/redirected';

/** Answers a request, as far as the fault lets it. */
export async function respond(
  received: Received,
  response: ServerResponse,
  fault: Fault | undefined,
  answer: (request: Received) => Promise<Reply>,
): Promise<void> {
  const answered = async () => {
    try {
      if (fault?.kind === 'before-write') {
        await fault.run();
      }
      return await answer(fault?.kind === 'big' ? withoutCompression(received) : received);
    } catch (error) {
      console.error(error);
      return htmlReply(500, 'The double failed');
    }
  };
  switch (fault?.kind) {
    case 'drop-answer':
      await answered();
      response.destroy();
      return;
    case 'drop-before':
      response.destroy();
      return;
    case 'hang':
      return;
    case 'late':
      await (typeof fault.until === 'number' ? setTimeout(fault.until) : fault.until);
      break;
    case 'refuse':
    case 'html-500':
    case 'empty-200':
    case 'redirect':
      write(response, replyInstead(fault, received));
      return;
    default:
      break;
  }
  const reply = await answered();
  write(response, fault?.kind === 'big' ? { ...reply, body: enlarge(reply.body) } : reply);
}

function replyInstead(
  fault: Extract<Fault, { kind: 'refuse' | 'html-500' | 'empty-200' | 'redirect' }>,
  { path, query }: Received,
): Reply {
  switch (fault.kind) {
    case 'refuse':
      return { status: fault.status, headers: fault.headers ?? { 'Content-Type': 'application/json' }, body: fault.body };
    case 'html-500':
      return htmlReply(500, 'Internal Server Error');
    case 'empty-200':
      return { status: 200, headers: {}, body: '' };
    case 'redirect': {
      const location = `${redirectPrefix}${path}${query.size > 0 ? `?${query}` : ''}`;
      return { status: 307, headers: { Location: location }, body: '' };
    }
  }
}

/** Blanks cannot follow a compressed answer. */
function withoutCompression(received: Received): Received {
  const { 'accept-encoding': _, ...headers } = received.headers;
  return { ...received, headers };
}

function enlarge(body: string | Buffer): Buffer {
  return Buffer.concat([Buffer.from(body), Buffer.alloc(bigAnswerBytes, ' ')]);
}

function write(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
