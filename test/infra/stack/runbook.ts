import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { propertiesOf, synthesise } from './template.ts';

test('the runbook has a section for each alarm of the stack, and no other', () => {
  const { ofType, deployment } = synthesise();
  const alarms = propertiesOf(ofType('AWS::CloudWatch::Alarm')).map(({ AlarmName }): string => AlarmName);
  const headings = [...readFileSync('docs/runbook.md', 'utf8').matchAll(/^## (.+)$/gm)].map(
    ([, heading]) => `${deployment.stackName}: ${heading}`,
  );
  expect(headings.toSorted()).toEqual(alarms.toSorted());
});
