import { findCall } from '#infra/local/doubles/server/call-table.ts';
import type { Received } from '#infra/local/doubles/server/received.ts';
import { htmlReply, type Reply } from '#infra/local/doubles/server/reply.ts';
import { Access } from './access.ts';
import { administrationCalls } from './administration-calls.ts';
import { authenticationCalls } from './authentication-calls.ts';
import { Parameters } from './parameters.ts';
import type { ProfileCall, ProfileKnobs } from './profile-call.ts';
import { ProfileError } from './profile-error.ts';
import type { ProfileStore } from './profile-store.ts';
import { readCalls } from './read-calls.ts';
import { writeCalls } from './write-calls.ts';

export const contextPath = '/crafter-profile';

const calls: readonly ProfileCall[] = [...authenticationCalls, ...administrationCalls, ...writeCalls, ...readCalls];

/**
 * Answers a call as Crafter Profile does: the route, then the access token, then the call itself.
 *
 * @param misroute called when Rekey should have answered the call itself
 */
export async function answerCall(
  store: ProfileStore,
  knobs: ProfileKnobs,
  received: Received,
  misroute: () => void,
): Promise<Reply> {
  const reply = await answerRoute(store, knobs, received, misroute);
  // The server does the call first, and then finds that it cannot write its answer in this form.
  const accept = otherFormat.test(received.path) ? '' : (received.headers.accept ?? '*/*');
  return /application\/(\*|json)|\*\/\*/.test(accept) ? reply : htmlReply(406, 'Not Acceptable');
}

async function answerRoute(store: ProfileStore, knobs: ProfileKnobs, received: Received, misroute: () => void): Promise<Reply> {
  const { method, path } = received;
  if (/%2f/i.test(path)) {
    return htmlReply(400, 'Bad Request');
  }
  if (!path.startsWith(`${contextPath}/`)) {
    return htmlReply(404, 'Not Found');
  }
  const { found, methods } = findCall(calls, method, withoutSuffix(path.slice(contextPath.length)));
  try {
    if (found === undefined && methods.length === 0) {
      throw new ProfileError(404, 'OTHER', `No endpoint ${method} ${path}.`);
    }
    if (found === undefined) {
      throw new ProfileError(405, 'OTHER', `Request method '${method}' is not supported`);
    }
    if (found.call.isRekeysOwn) {
      misroute();
    }
    const parameters = new Parameters(received);
    const access = new Access(store, parameters);
    return await found.call.answer({ store, knobs, access, parameters, path: found.parameters });
  } catch (error) {
    if (error instanceof ProfileError) {
      return error.reply();
    }
    throw error;
  }
}

/** Suffixes that ask for a format which the server cannot write. It ignores those that it does not know. */
const otherFormat = /\.(xml|html)$/;

/** The server takes any suffix of the last segment for a format: `.json`, but also the `.b` of the token id `a.b`. */
function withoutSuffix(path: string): string {
  return path.replace(/\.[^./]*$/, '');
}
