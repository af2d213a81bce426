import { demoCredentials } from '#infra/demo/demo-credentials.ts';

/** `npm run test:production` runs the security tests against a Rekey that is not the demo, as a deployed one is. */
export const isProduction = process.env.TEST_MODE === 'production';

/** What opens Rekey in this run. Outside of the demo the demo's credentials open nothing (A5). */
export const credentials = isProduction
  ? {
      accessTokenId: '5b6f0f0e-6a5d-4c3c-9e55-0d6d1b7c2a11',
      administratorSecret: 'the secret of the administrators in a test of production',
      trafficOpsSessionSecret: 'the secret of the Traffic Ops sessions in a test of production',
    }
  : demoCredentials;

/** Where the links of the run's application lead. Only the demo allows plain http. */
export const applicationUrl = isProduction ? 'https://example.com' : 'http://example.com';
