// It takes seconds because cdk-nag looks at every resource. `npm run synth` does the same for a stack in which Rekey keeps all accounts itself.
import { expect, test } from '@jest/globals';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { stubCode } from '#infra/doctor/stub-code.ts';
import { EdgeStack } from '#infra/edge/edge-stack.ts';
import { type Deployment, parseDeployment } from '#infra/stack/deployment.ts';
import { newApp, RekeyStack } from '#infra/stack/rekey-stack.ts';
import { type Realm, realms } from '#lib/reset/ports.ts';
import { domainInZone, domainWithCertificate, edge } from './domain-context.ts';
import { contextOf, network } from './upstream-context.ts';

type Make = (app: ReturnType<typeof newApp>, deployment: Deployment) => unknown;

const ofRekey: Make = (app, deployment) => new RekeyStack(app, { deployment, codeDir: stubCode() });
const ofEdge: Make = (app, deployment) => new EdgeStack(app, deployment);

/** @throws {Error} when the template breaks a rule that nothing acknowledges */
function check(context: { readonly [name: string]: string }, make = ofRekey): void {
  const app = newApp();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  make(app, parseDeployment({ REKEY_MAIL_FROM: 'noreply@example.com', ...context }, {}));
  app.synth();
}

test.each<[string, { readonly [name: string]: string }]>([
  [
    'the operator’s own key, processes that are kept ready and tracing',
    {
      encryptionKey: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      provisionedConcurrency: '2',
      waitingReservedConcurrency: '10',
      mailReservedConcurrency: '5',
      tracing: 'true',
      tags: 'team=identity',
    },
  ],
  ['Crafter Profile only', { REKEY_PRODUCTS: 'crafter-profile' }],
  ['Crafter Studio only', { REKEY_PRODUCTS: 'crafter-studio' }],
  ['Traffic Ops only', { REKEY_PRODUCTS: 'traffic-ops' }],
  ['a sandbox', { sandbox: 'true' }],
])('the rules of cdk-nag hold for a stack with %s', (_, context) => {
  expect(() => check(context)).not.toThrow();
});

test.each<[string, readonly Realm[]]>([
  ['every product’s own server', realms],
  ['one product’s own server', ['crafter-profile']],
])('the rules of cdk-nag hold for a stack with %s in a private network', (_, upstream) => {
  expect(() => check({ ...contextOf(upstream), ...network })).not.toThrow();
});

test.each([
  ['a stack with a domain name in a hosted zone', domainInZone, ofRekey],
  ['a stack with a domain name and a certificate', domainWithCertificate, ofRekey],
  ['a stack behind an edge', edge, ofRekey],
  ['an edge', edge, ofEdge],
])('the rules of cdk-nag hold for %s', (_, context, make) => {
  expect(() => check(context, make)).not.toThrow();
});

test('the rules of cdk-nag hold for a stack in a known account and region', () => {
  expect(() => check({ account: '111122223333', region: 'eu-west-1' })).not.toThrow();
});
