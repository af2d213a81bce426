import type { ProfileAccess } from './crafter-profile/profile-target.ts';
import type { StudioAccess } from './crafter-studio/studio-target.ts';
import type { TrafficOpsAccess } from './traffic-ops/traffic-ops-target.ts';

/** The real servers that the environment names. Each is undefined if its URL is not set. */
export const realServers: {
  profile: ProfileAccess | undefined;
  studio: StudioAccess | undefined;
  trafficOps: TrafficOpsAccess | undefined;
} = {
  profile: ifGiven('UPSTREAM_PROFILE_URL', (url) => ({
    url,
    tenant: required('UPSTREAM_PROFILE_TENANT'),
    token: required('UPSTREAM_PROFILE_TOKEN'),
    applicationToken: required('UPSTREAM_PROFILE_APPLICATION_TOKEN'),
  })),
  studio: ifGiven('UPSTREAM_STUDIO_URL', (url) => ({
    url,
    token: required('UPSTREAM_STUDIO_TOKEN'),
    administratorToken: required('UPSTREAM_STUDIO_ADMINISTRATOR_TOKEN'),
  })),
  trafficOps: ifGiven('UPSTREAM_TRAFFIC_OPS_URL', (url) => ({
    url,
    secret: required('UPSTREAM_TRAFFIC_OPS_SECRET'),
    serviceUser: required('UPSTREAM_TRAFFIC_OPS_SERVICE_USER'),
    username: required('UPSTREAM_TRAFFIC_OPS_USERNAME'),
  })),
};

function ifGiven<Access>(variable: string, access: (url: string) => Access): Access | undefined {
  const url = process.env[variable];
  return url ? access(url.replace(/\/$/, '')) : undefined;
}

function required(variable: string): string {
  const value = process.env[variable];
  if (!value) {
    throw new Error(`${variable} is not set. test/upstream/resets.slow.test.ts says what it is.`);
  }
  return value;
}
