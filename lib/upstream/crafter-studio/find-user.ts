import { CredentialRefused, ServerMisconfigured, ServerUnavailable } from '#lib/upstream/product-server.ts';
import { isBusy, problemOf, type StudioAnswer, type StudioUser, studioCode } from './studio-answer.ts';

/** A GET of Studio's API. */
type Read = (path: string) => Promise<StudioAnswer>;

/**
 * The user with this number or name. Undefined for the built-in user and for deleted users.
 *
 * Only the list of users leaves deleted users out, so a name is looked up there. It would not do in a path either: Studio takes `.com` at the end of
 * one for a format that it cannot write.
 *
 * @throws {ServerUnavailable}
 * @throws {ServerMisconfigured}
 */
export async function findUser(read: Read, id: string): Promise<StudioUser | undefined> {
  if (!/^\d+$/.test(id)) {
    return findListed(read, id, ({ username }) => username.toLowerCase() === id.toLowerCase());
  }
  const user = isNumber(id) ? await readUser(read, id) : undefined;
  return user && findListed(read, user.username, (listed) => listed.id === user.id);
}

/** It is enabled and has an empty password. */
const builtInUsername = 'git_repo_user';

const pageLength = 1000;
const lastPage = 20;

/** Studio fails on greater ones. */
const largestNumber = 2 ** 31 - 1;

/** Each number has one spelling only, so that a person has no more identifiers than a number and a name. */
function isNumber(digits: string): boolean {
  return !digits.startsWith('0') && Number(digits) <= largestNumber;
}

/** Older releases and directories allowed other names. Studio refuses to set a password under one. */
function isResettable(username: string): boolean {
  return /^[a-zA-Z][\w.\-@+]{1,254}$/.test(username) && username.toLowerCase() !== builtInUsername;
}

async function readUser(read: Read, number: string): Promise<StudioUser | undefined> {
  const answer = await read(`/api/2/users/${number}`);
  if (answer.code === studioCode.noSuchUser) {
    return undefined;
  }
  const { user } = requireOk(answer);
  if (user === undefined) {
    throw new ServerUnavailable('UNEXPECTED_ANSWER');
  }
  return user;
}

async function findListed(
  read: Read,
  username: string,
  isWanted: (user: StudioUser) => boolean,
): Promise<StudioUser | undefined> {
  if (!isResettable(username)) {
    return undefined;
  }
  // Studio refuses keywords that contain a plus sign or an at sign.
  const keyword = username.replace(/[+@].*/, '');
  for (let page = 0; page <= lastPage; page++) {
    const path = `/api/2/users?keyword=${keyword}&offset=${page * pageLength}&limit=${pageLength}`;
    const { users = [] } = requireOk(await read(path));
    const found = users.find(isWanted);
    if (found || users.length < pageLength) {
      return found;
    }
  }
  throw new ServerUnavailable('LIST_TOO_LONG');
}

function requireOk(answer: StudioAnswer): StudioAnswer {
  const { status, code } = answer;
  if (status === 200 && code === studioCode.ok) {
    return answer;
  }
  if (status === 401 || status === 403) {
    throw new CredentialRefused(problemOf(answer));
  }
  const isRefusal = status >= 400 && status < 500 && !isBusy(answer);
  throw isRefusal ? new ServerMisconfigured(problemOf(answer)) : new ServerUnavailable(problemOf(answer));
}
