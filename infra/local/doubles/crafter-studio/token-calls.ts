import type { Reply } from '#infra/local/doubles/server/reply.ts';
import { bodyOf, invalid, type StudioCall, type StudioContext, textIn } from './studio-call.ts';
import { studioReply } from './studio-reply.ts';
import type { AccessTokenRow } from './studio-store.ts';

const permission = 'manage_access_token';

/** The access tokens of the caller. */
export const tokenCalls: readonly StudioCall[] = [
  { method: 'GET', path: '/security/tokens', permission, answer: listTokens },
  { method: 'POST', path: '/security/tokens', permission, body: { texts: { label: 'label' } }, answer: createToken },
  { method: 'POST', path: '/security/tokens/{id}', permission, answer: enableToken },
  { method: 'DELETE', path: '/security/tokens/{id}', permission, answer: deleteToken },
];

/** The token itself is shown once. */
function createToken({ store, caller, received }: StudioContext): Reply {
  const body = bodyOf(received);
  const expiresAt = typeof body.expiresAt === 'string' ? Date.parse(body.expiresAt) : null;
  if (Number.isNaN(expiresAt)) {
    return studioReply('badParameters');
  }
  if (expiresAt !== null && expiresAt <= store.now()) {
    return invalid('expiresAt', 'must be a future date');
  }
  const row = store.createAccessToken(caller.id, textIn(body, 'label'), expiresAt);
  const token = { ...tokenView(row), token: row.token };
  return studioReply('ok', { status: 201, entity: { token } });
}

function listTokens({ store, caller }: StudioContext): Reply {
  const tokens = [...store.accessTokens.values()].filter(({ userId }) => userId === caller.id).map(tokenView);
  return studioReply('ok', { entity: { tokens } });
}

function enableToken({ store, received, path }: StudioContext): Reply {
  const row = store.accessTokens.get(Number(path.id));
  if (row === undefined) {
    return studioReply('ok', { entity: { token: null } });
  }
  row.enabled = bodyOf(received).enabled === true;
  return studioReply('ok', { entity: { token: tokenView(row) } });
}

function deleteToken({ store, path }: StudioContext): Reply {
  store.accessTokens.delete(Number(path.id));
  return studioReply('ok');
}

function tokenView({ id, label, enabled, expiresAt, createdOn }: AccessTokenRow): object {
  const time = (milliseconds: number) => new Date(milliseconds).toISOString();
  return { token: null, expiresAt: expiresAt === null ? null : time(expiresAt), id, label, enabled, createdOn: time(createdOn) };
}
