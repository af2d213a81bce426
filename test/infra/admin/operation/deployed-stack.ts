import { setLocalEnvironment } from '#infra/local/local-environment.ts';
import { operatorClient } from '#lib/dynamo/operator/operator-client.ts';
import { type FakeAccount, startFakeAws } from '#test/infra/admin/fake-aws.ts';
import type { FakeOperation } from '#test/infra/admin/fake-operation.ts';
import { type Database, startDatabase } from '#test/start-database.ts';

export type DeployedStack = {
  database: Database;
  account: FakeAccount & { operation: FakeOperation };
  url: string;
  stop(): Promise<void>;
};

const hash = '0123ABCD';

/** The stack `Rekey` in a fake AWS account, over an empty database. Commands reach it with `--stack Rekey`. */
export async function startDeployedStack(): Promise<DeployedStack> {
  const database = await startDatabase();
  const account = healthyAccount();
  const aws = await startFakeAws(account);
  account.outputs.ApiUrl = aws.url;
  account.operation.parts = partsAt(aws.url);
  setLocalEnvironment({ apiUrl: aws.url, databaseUrl: database.endpoint, inboxUrl: aws.url }, true);
  for (const service of services) {
    process.env[`AWS_ENDPOINT_URL_${service}`] = aws.url;
  }
  const stop = async () => {
    operatorClient().destroy();
    await database.stop();
    aws.stop();
  };
  return { database, account, url: aws.url, stop };
}

const services = ['CLOUDFORMATION', 'LAMBDA', 'SNS', 'SESV2', 'SECRETS_MANAGER', 'SQS', 'CLOUDWATCH', 'CLOUDWATCH_LOGS'];

function healthyAccount(): DeployedStack['account'] {
  return {
    outputs: {
      AlarmTopic: 'arn:aws:sns:us-east-1:111122223333:alarms',
      AccountsTable: 'RekeyAccounts',
      ApplicationsTable: 'RekeyApplications',
      LimitsTable: 'RekeyLimits',
      ResetRequestsTable: 'RekeyResetRequests',
      ResetTokensTable: 'RekeyResetTokens',
      AdministratorSecret: 'administrators',
      TrafficOpsSessionSecret: 'sessions',
      MailFrom: 'Rekey <noreply@example.com>',
      MailConfigurationSet: 'rekey',
    },
    verified: ['example.com'],
    suppressed: [],
    production: true,
    sent: 10,
    subscription: 'arn:aws:sns:us-east-1:111122223333:alarms:1',
    mappings: { links: 'Enabled', notices: 'Enabled' },
    secret: 's'.repeat(64),
    operation: {
      parts: [],
      queues: { links: [], notices: [], reports: [] },
      logs: {},
      searched: [],
      secrets: {},
      alarms: [],
      invoked: [],
    },
  };
}

/** The SDK calls a queue at its own URL. */
function partsAt(url: string): FakeOperation['parts'] {
  return [
    ['AWS::SQS::Queue', `streamOfresetRequestsfailuresqueue${hash}`, `${url}/111122223333/links`],
    ['AWS::SQS::Queue', `streamOfaccountsfailuresqueue${hash}`, `${url}/111122223333/notices`],
    ['AWS::SQS::Queue', `undeliverableMailfailuresqueue${hash}`, `${url}/111122223333/reports`],
    ['AWS::Lambda::Function', `streamOfresetRequestsmailsendresetlinkfunction${hash}`, 'send-reset-link'],
    ['AWS::Lambda::Function', `streamOfaccountsmailsendchangenoticefunction${hash}`, 'send-change-notice'],
    ['AWS::Lambda::Function', `undeliverableMailmailrecordundeliverablefunction${hash}`, 'record-undeliverable'],
    ['AWS::Logs::LogGroup', `streamOfresetRequestsmailsendresetlinklog${hash}`, '/rekey/send-reset-link'],
    ['AWS::Logs::LogGroup', `httpcrafterstudiosetpasswordlog${hash}`, '/rekey/set-password'],
    ['AWS::Logs::LogGroup', `httpaccessLog${hash}`, '/rekey/access'],
  ];
}
