import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { type FakeOperation, operationAnswer } from './fake-operation.ts';

/** The state of an AWS account, as far as the command line reads it. No local stand-in exists for these services. */
export type FakeAccount = {
  outputs: { [name: string]: string };
  verified: string[];
  /** What SES says besides about its identities. */
  identity?: object;
  suppressed: string[];
  production: boolean;
  sent: number;
  subscription: string;
  /** The states of the stack's event source mappings, by their ids. */
  mappings: { [id: string]: string };
  /** The text of every secret. */
  secret: string;
  /** What the API answers to a call without a token. */
  apiStatus?: number;
  /** Queues, logs, alarms and secrets that the operator's commands change. */
  operation?: FakeOperation;
};

export type FakeAnswer = { status?: number; body: string; type?: string; headers?: { readonly [name: string]: string } };

/** Serves CloudFormation, Lambda, SNS, SES and Secrets Manager on loopback, each with its own wire protocol. */
export async function startFakeAws(account: FakeAccount): Promise<{ url: string; stop(): void }> {
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const call = `${request.method} ${request.url}`;
    const operated = operationAnswer(account.operation, { target: `${request.headers['x-amz-target']}`, call, body });
    const { status = 200, body: answer, type = 'application/json', headers = {} } = operated ?? answerTo(account, call, body);
    response.writeHead(status, { 'content-type': type, ...headers }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('the fake listens on no port');
  }
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${address.port}`, stop };
}

function answerTo(account: FakeAccount, call: string, body: string): FakeAnswer {
  if (call.includes('/v2/email/')) {
    return sesAnswer(account, call);
  }
  if (call.includes('/event-source-mappings')) {
    return mappingAnswer(account, call);
  }
  if (call.includes('validate-token')) {
    return json({ message: 'Invalid parameter(s)' }, account.apiStatus ?? 400);
  }
  if (body.startsWith('{')) {
    return json({ Name: 'a', SecretString: account.secret });
  }
  const form = new URLSearchParams(body);
  if (form.get('Action') === 'ListStackResources') {
    return resourcesAnswer(account, form.get('NextToken'));
  }
  return form.get('Action') === 'DescribeStacks' ? stackAnswer(account, `${form.get('StackName')}`) : topicAnswer(account);
}

const json = (value: object, status = 200): FakeAnswer => ({ status, body: JSON.stringify(value) });
const xml = (body: string, status = 200): FakeAnswer => ({ status, body, type: 'text/xml' });
const notFound = json({ __type: 'NotFoundException', message: 'not there' }, 404);

function stackAnswer({ outputs }: FakeAccount, name: string): FakeAnswer {
  if (name !== 'Rekey') {
    const message = `Stack with id ${name} does not exist`;
    return xml(`<ErrorResponse><Error><Code>ValidationError</Code><Message>${message}</Message></Error></ErrorResponse>`, 400);
  }
  const members = Object.entries(outputs).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value.replace('<', '&lt;')}</OutputValue></member>`,
  );
  const stack = `<StackName>Rekey</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus>`;
  return xml(
    `<DescribeStacksResponse><DescribeStacksResult><Stacks><member>${stack}<Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
  );
}

function mappingAnswer({ mappings }: FakeAccount, call: string): FakeAnswer {
  const id = call.split('?')[0]?.split('/').at(-1) ?? '';
  const FunctionArn = `arn:aws:lambda:us-east-1:111122223333:function:${id}`;
  return mappings[id] === undefined ? notFound : json({ UUID: id, FunctionArn, State: mappings[id] });
}

/** One page for each resource, so that a caller has to ask for more. */
function resourcesAnswer({ mappings, operation }: FakeAccount, token: string | null): FakeAnswer {
  const resources: readonly (readonly string[])[] = [
    ['AWS::SNS::Topic', 'topic'],
    ...Object.keys(mappings).map((id) => ['AWS::Lambda::EventSourceMapping', id]),
    ...(operation?.parts ?? []),
  ];
  const at = Number(token ?? 0);
  const [type, id, physicalId = id] = resources[at] ?? [];
  const member = `<LogicalResourceId>${id}</LogicalResourceId><PhysicalResourceId>${physicalId}</PhysicalResourceId><ResourceType>${type}</ResourceType><LastUpdatedTimestamp>2026-01-01T00:00:00Z</LastUpdatedTimestamp><ResourceStatus>CREATE_COMPLETE</ResourceStatus>`;
  const more = at + 1 < resources.length ? `<NextToken>${at + 1}</NextToken>` : '';
  return xml(
    `<ListStackResourcesResponse><ListStackResourcesResult><StackResourceSummaries><member>${member}</member></StackResourceSummaries>${more}</ListStackResourcesResult></ListStackResourcesResponse>`,
  );
}

function topicAnswer({ subscription }: FakeAccount): FakeAnswer {
  const member = subscription === '' ? '' : `<member><SubscriptionArn>${subscription}</SubscriptionArn></member>`;
  return xml(
    `<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions>${member}</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`,
  );
}

function sesAnswer(account: FakeAccount, call: string): FakeAnswer {
  const named = decodeURIComponent(call.split('?')[0]?.split('/').at(-1) ?? '');
  if (call.includes('/account')) {
    return json({
      ProductionAccessEnabled: account.production,
      SendingEnabled: true,
      EnforcementStatus: 'HEALTHY',
      SendQuota: { Max24HourSend: 200, SentLast24Hours: account.sent, MaxSendRate: 1 },
    });
  }
  if (call.includes('/identities/')) {
    return account.verified.includes(named) ? json({ VerifiedForSendingStatus: true, ...account.identity }) : notFound;
  }
  if (call.startsWith('DELETE')) {
    const at = account.suppressed.indexOf(named);
    if (at >= 0) {
      account.suppressed.splice(at, 1);
    }
    return at >= 0 ? json({}) : notFound;
  }
  return json({
    SuppressedDestinationSummaries: account.suppressed.map((EmailAddress) => ({
      EmailAddress,
      Reason: 'BOUNCE',
      LastUpdateTime: 0,
    })),
  });
}
