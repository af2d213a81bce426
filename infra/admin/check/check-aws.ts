import { GetEventSourceMappingCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListSubscriptionsByTopicCommand, SNSClient, type Subscription } from '@aws-sdk/client-sns';
import { type Part, stackParts } from '#infra/admin/deployed/stack-parts.ts';
import type { Target } from '#infra/admin/target.ts';
import { tables } from '#lib/dynamo/tables.ts';
import { mailSenderForm, parseMailSender } from '#lib/settings/mail-sender.ts';
import { type Finding, failed, ok } from './finding.ts';
import { sesAccount, verifiedIdentity } from './ses-account.ts';

/** The share of the daily quota above which a busy hour could use up the rest. */
const usedShareAtMost = 0.8;

export async function checkSender({ settings }: Target): Promise<Finding> {
  if (settings.mailFrom === null) {
    return failed('the stack’s outputs do not name the sender: give --sender');
  }
  const sender = parseMailSender(settings.mailFrom);
  if (sender === undefined) {
    return failed(`the sender ${settings.mailFrom} ${mailSenderForm}`);
  }
  const from = sender.address;
  const identity = await verifiedIdentity(from);
  return identity === undefined
    ? failed(`SES has verified neither ${from} nor its domain: follow the link in the mail from SES, or set the DNS records`)
    : ok(`SES has verified ${identity}`);
}

export async function checkSandbox(): Promise<Finding> {
  const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus = 'HEALTHY' } = await sesAccount();
  if (SendingEnabled === false) {
    return failed('SES has paused sending for this AWS account');
  }
  if (EnforcementStatus !== 'HEALTHY') {
    return failed(`SES reports the enforcement status ${EnforcementStatus} for this AWS account`);
  }
  return ProductionAccessEnabled
    ? ok('SES sends to any address')
    : failed('the AWS account is in SES’s sandbox, which sends to verified addresses only: request production access');
}

export async function checkQuota(): Promise<Finding> {
  const { SendQuota } = await sesAccount();
  const { Max24HourSend: most = 0, SentLast24Hours: sent = 0, MaxSendRate: rate = 0 } = SendQuota ?? {};
  // SES says -1 for no limit.
  if (most < 0) {
    return ok(`no daily limit, ${rate} a second`);
  }
  const text = `${sent} of ${most} mails in the last 24 hours, ${rate} a second`;
  return sent > most * usedShareAtMost ? failed(`${text}: request a higher quota`) : ok(text);
}

export async function checkAlarms({ deployed }: Target): Promise<Finding> {
  const topic = deployed?.outputs.get('AlarmTopic');
  if (topic === undefined) {
    return failed('the stack has no output AlarmTopic');
  }
  const subscriptions = await subscriptionsOf(topic);
  if (subscriptions.length === 0) {
    return failed('nobody gets the alarms: set alarmMail in the deployment’s file and deploy, or subscribe to the topic');
  }
  const confirmed = subscriptions.filter(({ SubscriptionArn = '' }) => SubscriptionArn.startsWith('arn:'));
  return confirmed.length > 0
    ? ok(`${confirmed.length} of ${subscriptions.length} subscriptions are confirmed`)
    : failed('no subscription is confirmed: follow the link in the mail from AWS Notifications');
}

/** A mapping that is disabled emits no metric, so no alarm on the age of its records goes off. */
export async function checkStreams({ deployed }: Target): Promise<Finding> {
  const { mappings, expected, stopped } = await readMappings(deployed?.name ?? '');
  if (mappings < expected) {
    return failed(`the stack has ${mappings} of ${expected} event source mappings: deploy it again`);
  }
  const named = stopped.map(({ id, functionName, state }) => `that of ${functionName} is ${state} (id ${id})`);
  return stopped.length === 0
    ? ok('all functions that read a stream do so')
    : failed(`not every stream is read: of the event source mappings, ${named.join(' and ')}`);
}

/** The event source mappings of a stack: how many there are, how many it needs, and those that do not read their stream. */
export async function readMappings(stackName: string, parts?: readonly Part[]) {
  const ids = (parts ?? (await stackParts(stackName))).filter(({ type }) => type === 'AWS::Lambda::EventSourceMapping');
  const client = new LambdaClient({ maxAttempts: 4 });
  const mappings = await Promise.all(
    ids.map(({ physicalId }) => client.send(new GetEventSourceMappingCommand({ UUID: physicalId }))),
  );
  const stopped = mappings
    .filter(({ State = '' }) => !reading.includes(State))
    .map(({ UUID = '', FunctionArn = '', State: state = '' }) => ({
      id: UUID,
      functionName: FunctionArn.split(':').at(-1) ?? '',
      state,
    }));
  const expected = Object.values(tables).filter(({ stream }) => stream !== undefined).length;
  return { mappings: mappings.length, expected, stopped };
}

/** The states of a mapping that reads its stream, or is about to. */
const reading = ['Creating', 'Enabled', 'Enabling', 'Updating'];

async function subscriptionsOf(topic: string): Promise<readonly Subscription[]> {
  const { Subscriptions = [] } = await new SNSClient({ maxAttempts: 4 }).send(
    new ListSubscriptionsByTopicCommand({ TopicArn: topic }),
  );
  return Subscriptions;
}
