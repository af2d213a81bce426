import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { auditFunction } from '#lib/audit/audit-function.ts';
import { type DynamoVerb, type Permission, permissions } from '#lib/dynamo/permissions.ts';
import type { TableId } from '#lib/dynamo/tables.ts';
import { functionIdsOf } from '#lib/function-ids.ts';
import { verbsInForce } from '#lib/http/route.ts';
import { mailFunctions } from '#lib/mail/mail-functions.ts';
import { realms } from '#lib/reset/ports.ts';
import type { Verb } from '#lib/reset/reach.ts';
import { routes, servedRoutes } from '#lib/routes.ts';
import { isUpstream, realmOf } from '#lib/settings/is-upstream.ts';
import { edge } from './domain-context.ts';
import { grantsIn, type Statement, statementsIn } from './grants.ts';
import { type Synthesised, synthesise, tableIds } from './template.ts';
import { contextOf, network } from './upstream-context.ts';

const byDefault = synthesise();
const flipped = synthesise({ REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true', REKEY_REVEAL_TRAFFIC_OPS_ACCOUNTS: 'true' });
const withOwnSecrets = synthesise({
  REKEY_ADMINISTRATOR_SECRET: 'own/administrators',
  REKEY_TRAFFIC_OPS_SESSION_SECRET: 'own/sessions',
});

const behindEdge = synthesise(edge);

/** Their functions are some of those of the whole stack. */
const profileOnly = synthesise({ REKEY_PRODUCTS: 'crafter-profile' });
const studioOnly = synthesise({ REKEY_PRODUCTS: 'crafter-studio' });
const trafficOpsOnly = synthesise({ REKEY_PRODUCTS: 'traffic-ops', ...contextOf(['traffic-ops']) });

const ownArn = (name: string) => `arn:aws:secretsmanager:eu-central-1:111122223333:secret:${name}`;
const secretsKey = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const withSecretsByArn = synthesise({
  secretsKey,
  REKEY_ADMINISTRATOR_SECRET: ownArn('own/administrators-Ab12Cd'),
  REKEY_TRAFFIC_OPS_SESSION_SECRET: ownArn('own/sessions'),
});

/** As test/infra/stack/upstream-policies.ts has them. */
const servedElsewhere = synthesise({ ...contextOf(realms), ...network });
const studioElsewhere = synthesise({ ...contextOf(['crafter-studio']), ...network });

/** The statements of a function that let it write to a table, with the conditions that bound what it writes. */
const writesOf = (stack: Synthesised, id: string, table: TableId) =>
  statementsIn(stack, id).filter(
    ({ Action, Resource }) =>
      JSON.stringify(Resource) === JSON.stringify(arnOf(stack.tableOf(table).logicalId)) &&
      [Action].flat().some((action) => !/^dynamodb:(GetItem|Query)$/.test(action)),
  );

const conditionSchema = z.strictObject({
  'ForAllValues:StringLike': z.optional(z.strictObject({ 'dynamodb:LeadingKeys': z.union([z.string(), z.array(z.string())]) })),
  'ForAllValues:StringEquals': z.strictObject({ 'dynamodb:Attributes': z.array(z.string()) }),
  StringEqualsIfExists: z.strictObject({ 'dynamodb:ReturnValues': z.union([z.string(), z.array(z.string())]) }),
});

const boundsOf = (statement: Statement) => {
  const condition = z.parse(conditionSchema, statement.Condition);
  return {
    attributes: condition['ForAllValues:StringEquals']['dynamodb:Attributes'],
    keys: [condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? []].flat(),
    returns: [condition.StringEqualsIfExists['dynamodb:ReturnValues']].flat(),
  };
};

const attributesOf = (stack: Synthesised, id: string, table: TableId) =>
  writesOf(stack, id, table).flatMap((statement) => boundsOf(statement).attributes);

const arnOf = (logicalId: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [logicalId, attribute] });
const sesArn = (...resource: unknown[]) => ({
  'Fn::Join': [
    '',
    ['arn:', { Ref: 'AWS::Partition' }, ':ses:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ...resource],
  ],
});

const secretArns = (stack: Synthesised, verb: Verb): unknown[] => {
  const variable = verb === 'secrets.administrators' ? 'REKEY_ADMINISTRATOR_SECRET' : 'REKEY_TRAFFIC_OPS_SESSION_SECRET';
  const reader = routes.find(({ touches }) => touches.includes(verb))?.id ?? '';
  const name = stack.variablesOf(reader)[variable];
  if (typeof name !== 'string') {
    return [name];
  }
  if (name.startsWith('arn:')) {
    return [...(/-\w{6}$/.test(name) ? [name] : []), `${name}-??????`];
  }
  const arn = [':secretsmanager:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:secret:${name}-??????`];
  return [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...arn]] }];
};

/** The grants that a verb's declaration stands for in this stack. */
function grantsOfVerb(stack: Synthesised, verb: Verb): string[] {
  const allow = (action: string, resource: unknown) => `Allow ${action} ${JSON.stringify(resource)}`;
  if (verb === 'mailer.send') {
    const [configurationSet] = stack.ofType('AWS::SES::ConfigurationSet');
    const set = sesArn(':configuration-set/', { Ref: configurationSet?.logicalId });
    return [allow('ses:SendRawEmail', sesArn(':identity/*')), allow('ses:SendRawEmail', set)];
  }
  if (!Object.hasOwn(permissions, verb)) {
    const { secretsKey: key } = stack.deployment;
    return [
      ...secretArns(stack, verb).map((arn) => allow('secretsmanager:GetSecretValue', arn)),
      ...(key === undefined ? [] : [allow('kms:Decrypt', key)]),
    ];
  }
  // The check above shows that the verb is one of them.
  const declared: readonly Permission[] = permissions[verb as DynamoVerb];
  return declared.flatMap(({ table, index, actions }) => {
    const arn = arnOf(stack.tableOf(table).logicalId);
    return actions.map((action) => allow(action, index === undefined ? arn : { 'Fn::Join': ['', [arn, `/index/${index}`]] }));
  });
}

const logGrants = (stack: Synthesised, id: string) => {
  const arn = JSON.stringify(arnOf(stack.functionOf(id).Properties.LoggingConfig.LogGroup.Ref));
  return [`Allow logs:CreateLogStream ${arn}`, `Allow logs:PutLogEvents ${arn}`];
};

const settersOfPasswords = [
  'crafter-profile/change-password',
  'crafter-studio-v2/reset-password',
  'crafter-studio-v2/set-password',
  'crafter-studio/reset-password',
  'crafter-studio/set-password',
  'traffic-ops/update-current-user',
];

// Only verbs of DynamoDB are in the table. The compiler cannot follow the check.
const declaredBy = (verbs: readonly Verb[]): readonly Permission[] =>
  verbs
    .filter((verb) => Object.hasOwn(permissions, verb))
    .flatMap((verb): readonly Permission[] => permissions[verb as DynamoVerb]);

const returnsOf = (permission: Permission) => (permission.attributes && permission.returns ? [permission.returns] : []);

/** As AWS documents them for a function that is connected to a VPC. */
const interfaceActions = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

const isOfInvocation = (grant: string) =>
  /dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams) |sqs:SendMessage /.test(grant);

describe.each([
  ['the defaults', byDefault],
  ['concealing and revealing of accounts both switched', flipped],
  ['the operator’s own secrets', withOwnSecrets],
  ['the operator’s own secrets by ARN, under a key of their own', withSecretsByArn],
  ['an edge in front of the API', behindEdge],
  ['Crafter Profile only', profileOnly],
  ['Crafter Studio only', studioOnly],
])('with %s', (_, stack) => {
  const { settings } = stack.deployment;
  const routes = servedRoutes(settings);

  test.each(routes.map((route) => [route.id, route] as const))('A4 %s may do exactly what its route declares', (id, route) => {
    const expected = [...verbsInForce(route, settings).flatMap((verb) => grantsOfVerb(stack, verb)), ...logGrants(stack, id)];
    expect(grantsIn(stack, id).sort()).toEqual([...new Set(expected)].sort());
  });

  test.each(mailFunctions.map(({ id, touches }) => [id, touches] as const))(
    'A4 %s may do exactly what it declares',
    (id, touches) => {
      const expected = [...touches.flatMap((verb) => grantsOfVerb(stack, verb)), ...logGrants(stack, id)];
      const grants = grantsIn(stack, id).filter((grant) => !isOfInvocation(grant));
      expect(grants.sort()).toEqual([...new Set(expected)].sort());
    },
  );

  test.each([...routes, ...mailFunctions].map(({ id }) => id))('A4 %s writes only attributes that its verbs declare', (id) => {
    const route = routes.find((each) => each.id === id);
    const touches = mailFunctions.find((each) => each.id === id)?.touches ?? [];
    const verbs: readonly Verb[] = route === undefined ? touches : verbsInForce(route, settings);
    for (const tableId of tableIds) {
      const declared = declaredBy(verbs).filter(({ table, attributes }) => table === tableId && attributes !== undefined);
      const written = writesOf(stack, id, tableId);
      expect(attributesOf(stack, id, tableId).sort()).toEqual(
        [...new Set(declared.flatMap(({ attributes = [] }) => attributes))].sort(),
      );
      expect(written.flatMap((statement) => boundsOf(statement).returns).sort()).toEqual(
        declared.length === 0 ? [] : [...new Set(['NONE', ...declared.flatMap(returnsOf)])].sort(),
      );
      expect(written.flatMap(({ Action }) => Action).filter((action) => /GetItem|Query/.test(action))).toEqual([]);
    }
  });
});

describe.each([
  ['the defaults', byDefault],
  ['concealing and revealing of accounts both switched', flipped],
  ['the operator’s own secrets', withOwnSecrets],
  ['the operator’s own secrets by ARN, under a key of their own', withSecretsByArn],
  ['an edge in front of the API', behindEdge],
  ['the accounts of every realm elsewhere', servedElsewhere],
  ['the accounts of Crafter Studio elsewhere', studioElsewhere],
  ['Crafter Profile only', profileOnly],
  ['Crafter Studio only', studioOnly],
  ['Traffic Ops only, with its accounts elsewhere', trafficOpsOnly],
])('in a stack with %s', (_, stack) => {
  const { settings } = stack.deployment;
  const routes = servedRoutes(settings);
  const upstream = realms.filter((realm) => isUpstream(realm, settings));
  const writers = (attribute: string) =>
    stack.functionIds.filter((id) => attributesOf(stack, id, 'accounts').includes(attribute)).sort();

  test('A4 every function has its own role, with no managed policy and no attached policy', () => {
    const roles = stack.functionIds.map((id) => stack.roleOf(id));
    expect(new Set(roles.map(({ logicalId }) => logicalId)).size).toBe(functionIdsOf(routes).length);
    expect(stack.ofType('AWS::IAM::Role')).toHaveLength(roles.length);
    expect(roles.map(({ Properties }) => Properties.ManagedPolicyArns)).toEqual(roles.map(() => undefined));
    expect([...stack.ofType('AWS::IAM::Policy'), ...stack.ofType('AWS::IAM::ManagedPolicy')]).toEqual([]);
  });

  test('A4 only listing streams and connecting to a network are allowed on every resource, and no action is a pattern', () => {
    const grants = stack.functionIds.flatMap((id) => grantsIn(stack, id));
    const connecting =
      stack.deployment.network === undefined
        ? []
        : interfaceActions.flatMap((action) => [`Allow ${action} "*"`, `Deny ${action} "*"`]);
    expect(new Set(grants.filter((grant) => grant.endsWith(' "*"')))).toEqual(
      new Set(['Allow dynamodb:ListStreams "*"', ...connecting]),
    );
    expect(grants.filter((grant) => /^\w+ \S*\*/.test(grant))).toEqual([]);
  });

  test('A4 only functions that set a password of Rekey’s own accounts can write a password hash', () => {
    const own = settersOfPasswords.filter(
      (id) => stack.functionIds.includes(id) && !upstream.some((realm) => realm === realmOf(id)),
    );
    expect(writers('passwordHash')).toEqual(own);
  });

  test('A4 no function can write who gets the mail of an account that Rekey keeps', () => {
    expect(['email', 'address', 'username', 'locale'].filter((attribute) => writers(attribute).length > 0)).toEqual([]);
    const naming = stack.functionIds.flatMap((id) =>
      writesOf(stack, id, 'accounts')
        .map(boundsOf)
        .filter(({ attributes }) => attributes.includes('realm') || attributes.includes('id'))
        .map(({ keys }) => ({ id, keys })),
    );
    // In the shadow of an account, they are its name. The address comes from the product's own server.
    const shadows = (id: string) =>
      upstream.filter((realm) => [realm, undefined].includes(realmOf(id))).map((realm) => `${realm}#*`);
    expect(naming).toEqual(naming.map(({ id }) => ({ id, keys: shadows(id) })));
    expect(naming.filter(({ keys }) => keys.length === 0)).toEqual([]);
    expect(naming.length > 0).toBe(upstream.length > 0);
  });

  test('A4 what a write returns shows a function nothing that it may not read', () => {
    const answered = stack.functionIds.flatMap((id) =>
      tableIds.flatMap((tableId) =>
        writesOf(stack, id, tableId)
          .flatMap((statement) => boundsOf(statement).returns)
          .filter((returns) => /^ALL_/.test(returns))
          .map(() => `Allow dynamodb:GetItem ${JSON.stringify(arnOf(stack.tableOf(tableId).logicalId))}`)
          .filter((read) => !grantsIn(stack, id).includes(read)),
      ),
    );
    expect(answered).toEqual([]);
  });

  test('A4 no policy is longer than IAM allows for a role', () => {
    for (const id of stack.functionIds) {
      // A token stands for an ARN of at most 200 characters in the template, and is longer than that there.
      expect([id, JSON.stringify(statementsIn(stack, id)).length < 10_240]).toEqual([id, true]);
    }
  });

  test('A4 only the mail functions can send mail, and only as the configured sender', () => {
    const sending = stack.functionIds.flatMap((id) =>
      statementsIn(stack, id).flatMap(({ Action, Condition }) =>
        [Action].flat().some((action) => action.startsWith('ses:')) ? [{ id, Condition }] : [],
      ),
    );
    const Condition = { StringEqualsIgnoreCase: { 'ses:FromAddress': 'noreply@example.com' } };
    expect(sending).toEqual([
      { id: 'mail/send-reset-link', Condition },
      { id: 'mail/send-change-notice', Condition },
    ]);
  });

  test('K10 only the mailer writes tokens that open an account', () => {
    const tokens = JSON.stringify(arnOf(stack.tableOf('resetTokens').logicalId));
    const writers = stack.functionIds
      .filter((id) => grantsIn(stack, id).includes(`Allow dynamodb:PutItem ${tokens}`))
      .map((id) => [id, ...writesOf(stack, id, 'resetTokens').flatMap((statement) => boundsOf(statement).keys)]);
    const others = stack.functionIds
      .flatMap((id) => grantsIn(stack, id))
      .filter((grant) => grant.endsWith(tokens) && !/:(PutItem|GetItem) /.test(grant));
    // The function of notices cannot write where a reset looks.
    expect(writers).toEqual([['mail/send-reset-link'], ['mail/send-change-notice', 'notice#*']]);
    expect(others).toEqual([]);
  });
});

test.each(mailFunctions.filter((mail) => 'table' in mail).map(({ id, table }) => [id, table] as const))(
  'A4 %s may read its own stream and send to its own failure queue',
  (id, table) => {
    const [source] = byDefault
      .ofType('AWS::Lambda::EventSourceMapping')
      .filter(({ Properties }) => Properties.FunctionName.Ref === byDefault.functionOf(id).logicalId);
    const stream = JSON.stringify(arnOf(byDefault.tableOf(table).logicalId, 'StreamArn'));
    const queue = JSON.stringify(source?.Properties.DestinationConfig.OnFailure.Destination);
    const reading = ['DescribeStream', 'GetRecords', 'GetShardIterator'].map((action) => `Allow dynamodb:${action} ${stream}`);
    const expected = [...reading, 'Allow dynamodb:ListStreams "*"', `Allow sqs:SendMessage ${queue}`];
    expect(grantsIn(byDefault, id).filter(isOfInvocation).sort()).toEqual(expected.sort());
  },
);

test('A4, A7 the audit function reads two streams and tokens, sends to its failure queue, and may put events only on the bus that is named', () => {
  const { id } = auditFunction;
  const tokens = JSON.stringify(arnOf(byDefault.tableOf('resetTokens').logicalId));
  const expected = ['accounts', 'resetRequests'].flatMap((table) => {
    const stream = JSON.stringify(
      arnOf(byDefault.tableOf(table === 'accounts' ? table : 'resetRequests').logicalId, 'StreamArn'),
    );
    return ['DescribeStream', 'GetRecords', 'GetShardIterator'].map((action) => `Allow dynamodb:${action} ${stream}`);
  });
  const granted = grantsIn(byDefault, id).filter((grant) => !grant.startsWith('Allow sqs:SendMessage '));
  const own = [...expected, 'Allow dynamodb:ListStreams "*"', `Allow dynamodb:GetItem ${tokens}`, ...logGrants(byDefault, id)];
  expect(granted.sort()).toEqual(own.sort());
  const bus = 'arn:aws:events:eu-west-1:111122223333:event-bus/audit';
  const withBus = synthesise({ REKEY_AUDIT_BUS: bus });
  expect(grantsIn(withBus, id).filter((grant) => grant.includes('events:'))).toEqual([`Allow events:PutEvents "${bus}"`]);
  expect(withBus.variablesOf(id)).toMatchObject({ REKEY_AUDIT_BUS: bus });
});

test.each([
  ['crafter-studio/forgot-password', flipped, byDefault],
  ['traffic-ops/reset-password', byDefault, flipped],
])('E2 %s cannot read accounts if it conceals them', (id, concealing, telling) => {
  const accountsIn = (stack: Synthesised) =>
    grantsIn(stack, id).filter((grant) => grant.includes(`"${stack.tableOf('accounts').logicalId}"`)).length;
  expect(accountsIn(concealing)).toBe(0);
  expect(concealing.variablesOf(id)).not.toHaveProperty('REKEY_ACCOUNTS_TABLE');
  expect(accountsIn(telling)).toBeGreaterThan(0);
});

test('generated secrets have 64 letters and digits, and the stack generates none if the operator names their own', () => {
  const generated = byDefault.ofType('AWS::SecretsManager::Secret').map(({ Properties }) => Properties.GenerateSecretString);
  expect(generated).toEqual([
    { ExcludePunctuation: true, PasswordLength: 64 },
    { ExcludePunctuation: true, PasswordLength: 64 },
  ]);
  expect(withOwnSecrets.ofType('AWS::SecretsManager::Secret')).toEqual([]);
  expect(withOwnSecrets.variablesOf('crafter-studio/reset-password').REKEY_ADMINISTRATOR_SECRET).toBe('own/administrators');
});

test('A4 the operator’s key decrypts secrets only through Secrets Manager, and only for functions that read one', () => {
  const decrypting = withSecretsByArn.functionIds.flatMap((id) =>
    statementsIn(withSecretsByArn, id).flatMap(({ Action, Condition }) => (Action === 'kms:Decrypt' ? [{ id, Condition }] : [])),
  );
  const service = { 'Fn::Join': ['', ['secretsmanager.', { Ref: 'AWS::Region' }, '.amazonaws.com']] };
  const readers = routes.filter(({ touches }) => touches.some((verb) => verb.startsWith('secrets.'))).map(({ id }) => id);
  expect(decrypting.map(({ id }) => id).sort()).toEqual(readers.sort());
  expect(decrypting.map(({ Condition }) => Condition)).toEqual(
    readers.map(() => ({ StringEquals: { 'kms:ViaService': service } })),
  );
});
