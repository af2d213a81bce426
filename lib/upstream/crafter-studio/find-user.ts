import { ServerMisconfigured, ServerUnavailable } from '#lib/upstream/product-server.ts';
import { isBusy, problemOf, type StudioAnswer, type StudioUser, studioCode } from './studio-answer.ts';

/** A GET of Studio's API. */
type Read = (path: string) => Promise<StudioAnswer>;

/**
 * The user with this number or name. Undefined for the built-in user and for deleted users.
 *
 * @throws {ServerUnavailable}
 * @throws {ServerMisconfigured}
 */
export async function findUser(read: Read, id: string): Promise<StudioUser | undefined> {
  const user = isNumberOrName(id) ? await readUser(read, id) : undefined;
  const isBuiltIn = user?.username.toLowerCase() === builtInUsername;
  return user && !isBuiltIn && (await isListed(read, user)) ? user : undefined;
}

/** It is enabled and has an empty password. */
const builtInUsername = 'git_repo_user';

const pageLength = 1000;
const lastPage = 20;

/** Each number has one spelling only, so that a person has no more identifiers than a number and a name. */
function isNumberOrName(id: string): boolean {
  return /^([1-9]\d{0,15}|[a-zA-Z][\w.\-@+]{1,254})$/.test(id);
}

async function readUser(read: Read, id: string): Promise<StudioUser | undefined> {
  // Studio cuts these endings off, so a name with one of them needs another.
  const ending = /\.(json|xml)$/i.test(id) ? '.json' : '';
  const answer = await read(`/api/2/users/${encodeURIComponent(id)}${ending}`);
  if (answer.code === studioCode.noSuchUser || answer.code === studioCode.badParameters) {
    return undefined;
  }
  const { user } = requireOk(answer);
  if (user === undefined) {
    throw new ServerUnavailable('UNEXPECTED_ANSWER');
  }
  // Studio also ignores accents. Such a user is not the one who was asked for.
  return [`${user.id}`, user.username.toLowerCase()].includes(id.toLowerCase()) ? user : undefined;
}

/** Studio finds a deleted user like any other. Only its list leaves deleted users out. */
async function isListed(read: Read, { id, username }: StudioUser): Promise<boolean> {
  // Studio refuses keywords that contain a plus sign.
  const keyword = encodeURIComponent(username.replace(/\+.*/, ''));
  for (let page = 0; page <= lastPage; page++) {
    const path = `/api/2/users?keyword=${keyword}&offset=${page * pageLength}&limit=${pageLength}`;
    const { users = [] } = requireOk(await read(path));
    if (users.some((user) => user.id === id)) {
      return true;
    }
    if (users.length < pageLength) {
      return false;
    }
  }
  throw new ServerUnavailable('LIST_TOO_LONG');
}

function requireOk(answer: StudioAnswer): StudioAnswer {
  const { status, code } = answer;
  if (status === 200 && code === studioCode.ok) {
    return answer;
  }
  const isRefusal = status >= 400 && status < 500 && !isBusy(answer);
  throw isRefusal ? new ServerMisconfigured(problemOf(answer)) : new ServerUnavailable(problemOf(answer));
}
