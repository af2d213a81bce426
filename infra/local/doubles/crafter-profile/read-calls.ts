import { htmlReply, type Reply } from '#infra/local/doubles/server/reply.ts';
import { getProfile, ok, type ProfileCall, type ProfileContext, profileReply } from './profile-call.ts';
import { actionDenied, ProfileError } from './profile-error.ts';
import type { AttributeValues, ProfileRow } from './profile-store.ts';
import { profileView, project, tenantView } from './profile-view.ts';
import { checkQuery, matchesQuery, parseQuery } from './query.ts';

export const readCalls: readonly ProfileCall[] = [
  {
    method: 'GET',
    path: '/api/1/tenant/{name}',
    answer: ({ access, path }) => ok(tenantView(access.readTenant(path.name ?? ''))),
  },
  { method: 'GET', path: '/api/1/access_token/{id}', answer: readAccessToken },
  { method: 'GET', path: '/api/1/profile/by_query', answer: byQuery },
  { method: 'GET', path: '/api/1/profile/one_by_query', answer: oneByQuery },
  { method: 'GET', path: '/api/1/profile/count_by_query', answer: countByQuery },
  { method: 'GET', path: '/api/1/profile/by_username', answer: byUsername },
  { method: 'GET', path: '/api/1/profile/{id}', answer: byId },
];

function byId(context: ProfileContext): Reply {
  return profileReply(getProfile(context, context.path.id ?? '', context.parameters.list('attributeToReturn')));
}

/** Only a master token can read access tokens. Another token cannot even read itself. */
function readAccessToken({ access, store, path: { id = '' } }: ProfileContext): Reply {
  if (!access.token.master) {
    throw actionDenied('READ_TOKEN', id);
  }
  const token = store.accessTokens.get(id);
  if (token === undefined) {
    throw new ProfileError(404, 'NO_SUCH_ACCESS_TOKEN_ID', `No access token found for ID "${id}"`);
  }
  return ok(token);
}

function byUsername(context: ProfileContext): Reply {
  const { access, parameters, store } = context;
  const tenantName = parameters.required('tenantName');
  const username = parameters.required('username');
  access.requireAction('MANAGE_PROFILES', tenantName);
  const row = store.findByUsername(tenantName, username);
  if (row === undefined) {
    throw new ProfileError(404, 'NO_SUCH_PROFILE', `No profile found for tenant "${tenantName}" and username "${username}"`);
  }
  return replyWith(context, row);
}

function oneByQuery(context: ProfileContext): Reply {
  const { tenantName, query, rows } = runQuery(context);
  if (rows === undefined) {
    return htmlReply(500, 'Internal Server Error');
  }
  const [row] = rows;
  if (row === undefined) {
    throw new ProfileError(404, 'NO_SUCH_PROFILE', `No profile found for tenant "${tenantName}" and query "${query}"`);
  }
  return replyWith(context, row);
}

/** Every profile that the query finds. Their order says nothing. */
function byQuery(context: ProfileContext): Reply {
  const { rows } = runQuery(context);
  return rows === undefined
    ? htmlReply(500, 'Internal Server Error')
    : ok(rows.map((row) => profileView(row, wantedAttributes(context, row))));
}

function countByQuery(context: ProfileContext): Reply {
  const { rows } = runQuery(context);
  return rows === undefined ? htmlReply(500, 'Internal Server Error') : ok(rows.length);
}

/** The result has no rows if the double cannot read the query. */
function runQuery({ access, parameters, store, knobs }: ProfileContext): {
  tenantName: string;
  query: string;
  rows?: ProfileRow[];
} {
  const tenantName = parameters.required('tenantName');
  const query = parameters.required('query');
  access.requireAction('MANAGE_PROFILES', tenantName);
  checkQuery(query, access.readTenant(tenantName), access, knobs.isPasswordQueryable);
  const conditions = parseQuery(query);
  if (conditions === undefined) {
    return { tenantName, query };
  }
  const rows = [...store.profiles.values()].filter((row) => row.tenant === tenantName && matchesQuery(row, conditions));
  return { tenantName, query, rows };
}

function replyWith(context: ProfileContext, row: ProfileRow): Reply {
  return profileReply({ row, attributes: wantedAttributes(context, row) });
}

function wantedAttributes({ access, parameters }: ProfileContext, row: ProfileRow): AttributeValues {
  const projected = project(row.attributes, parameters.list('attributeToReturn'));
  return access.readableAttributes(access.readTenant(row.tenant), projected);
}
