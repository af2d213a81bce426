import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** The state of an AWS account before a deployment, as far as the doctor reads it. */
export type FakeAccount = {
  account: string;
  /** The version of what `cdk bootstrap` has made. */
  bootstrap: number | undefined;
  concurrency: number;
  production: boolean;
  /** SES's identities, and whether each is verified. */
  identities: { [identity: string]: boolean };
  secrets: string[];
  tables: string[];
  /** The deployed stack `Rekey`. */
  stack: { status: string; template: object; outputs: string[]; resources: string[] } | undefined;
  certificate: { Status: string; SubjectAlternativeNames: string[]; NotAfter: number };
  zone: { name: string; isPrivate: boolean };
};

type Answer = { status?: number; body: string; type?: string };

/** Serves STS, CloudFormation, Lambda, SES, DynamoDB, Secrets Manager, ACM and Route 53 on loopback, each with its own wire protocol. */
export async function startFakeAccount(account: FakeAccount): Promise<{ url: string; stop(): void }> {
  const server = createServer(async (request, response) => {
    const target = `${request.headers['x-amz-target'] ?? ''}`.split('.').at(-1) ?? '';
    const { status = 200, body, type = 'application/json' } = answerTo(account, request.url ?? '', target, await text(request));
    response.writeHead(status, { 'content-type': type }).end(body);
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

const json = (value: object, status = 200): Answer => ({ status, body: JSON.stringify(value) });
const xml = (body: string, status = 200): Answer => ({ status, body, type: 'text/xml' });

function answerTo(account: FakeAccount, url: string, target: string, body: string): Answer {
  if (url.includes('/v2/email/')) {
    return sesAnswer(account, url);
  }
  if (url.includes('/account-settings')) {
    return json({ AccountLimit: { ConcurrentExecutions: account.concurrency } });
  }
  if (url.includes('/hostedzone/')) {
    const { name, isPrivate } = account.zone;
    return xml(
      `<GetHostedZoneResponse><HostedZone><Id>Z1</Id><Name>${name}.</Name><CallerReference>x</CallerReference><Config><PrivateZone>${isPrivate}</PrivateZone></Config></HostedZone></GetHostedZoneResponse>`,
    );
  }
  return target === '' ? queryAnswer(account, new URLSearchParams(body)) : targetAnswer(account, target, JSON.parse(body));
}

function targetAnswer({ tables, secrets, certificate }: FakeAccount, target: string, input: { SecretId?: string }): Answer {
  if (target === 'ListTables') {
    return json({ TableNames: tables });
  }
  if (target === 'DescribeCertificate') {
    return json({ Certificate: certificate });
  }
  const isThere = secrets.includes(`${input.SecretId}`);
  return isThere ? json({ Name: input.SecretId }) : json({ __type: 'ResourceNotFoundException', message: 'not there' }, 400);
}

function sesAnswer({ production, identities }: FakeAccount, url: string): Answer {
  if (url.includes('/account')) {
    const SendQuota = { Max24HourSend: 200, SentLast24Hours: 0, MaxSendRate: 1 };
    return json({ ProductionAccessEnabled: production, SendingEnabled: true, EnforcementStatus: 'HEALTHY', SendQuota });
  }
  const isVerified = identities[decodeURIComponent(url.split('?')[0]?.split('/').at(-1) ?? '')];
  return isVerified === undefined
    ? json({ __type: 'NotFoundException', message: 'not there' }, 404)
    : json({ VerifiedForSendingStatus: isVerified });
}

function queryAnswer(account: FakeAccount, form: URLSearchParams): Answer {
  const action = form.get('Action');
  if (action === 'GetCallerIdentity') {
    const arn = `arn:aws:iam::${account.account}:user/operator`;
    return xml(
      `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${arn}</Arn><Account>${account.account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
    );
  }
  if (form.get('StackName') === 'CDKToolkit') {
    return account.bootstrap === undefined
      ? noStack
      : described('CREATE_COMPLETE', [['BootstrapVersion', `${account.bootstrap}`]]);
  }
  const { stack } = account;
  if (stack === undefined) {
    return noStack;
  }
  if (action === 'GetTemplate') {
    const template = JSON.stringify(stack.template).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return xml(
      `<GetTemplateResponse><GetTemplateResult><TemplateBody>${template}</TemplateBody></GetTemplateResult></GetTemplateResponse>`,
    );
  }
  if (action === 'ListStackResources') {
    const kind = '<ResourceType>AWS::SES::EmailIdentity</ResourceType><LogicalResourceId>resource</LogicalResourceId>';
    const members = stack.resources.map((name) => `<member>${kind}<PhysicalResourceId>${name}</PhysicalResourceId></member>`);
    return xml(
      `<ListStackResourcesResponse><ListStackResourcesResult><StackResourceSummaries>${members.join('')}</StackResourceSummaries></ListStackResourcesResult></ListStackResourcesResponse>`,
    );
  }
  return described(
    stack.status,
    stack.outputs.map((name) => [name, 'x']),
  );
}

const noStack = xml(
  '<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack does not exist</Message></Error></ErrorResponse>',
  400,
);

function described(status: string, outputs: readonly (readonly [string, string])[]): Answer {
  const members = outputs.map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  return xml(
    `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>x</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>${status}</StackStatus><Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
  );
}
