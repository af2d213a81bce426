// It takes seconds because cdk-nag looks at every resource. `npm run synth` does the same for a stack in which Rekey keeps all accounts itself.
import { expect, test } from '@jest/globals';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { stubCode } from '#infra/doctor/stub-code.ts';
import { parseDeployment } from '#infra/stack/deployment.ts';
import { newApp, RekeyStack } from '#infra/stack/rekey-stack.ts';
import { type Realm, realms } from '#lib/reset/ports.ts';
import { contextOf, network } from './upstream-context.ts';

/** @throws {Error} when the template breaks a rule that nothing acknowledges */
function check(context: { readonly [name: string]: string }): void {
  const app = newApp();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const deployment = parseDeployment({ REKEY_MAIL_FROM: 'noreply@example.com', ...context }, {});
  new RekeyStack(app, { deployment, codeDir: stubCode() });
  app.synth();
}

test.each<[string, readonly Realm[]]>([
  ['every product’s own server', realms],
  ['one product’s own server', ['crafter-profile']],
])('the rules of cdk-nag hold for a stack with %s in a private network', (_, upstream) => {
  expect(() => check({ ...contextOf(upstream), ...network })).not.toThrow();
});

test('the rules of cdk-nag hold for a stack in a known account and region', () => {
  expect(() => check({ account: '111122223333', region: 'eu-west-1' })).not.toThrow();
});
