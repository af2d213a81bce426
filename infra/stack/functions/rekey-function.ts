import path from 'node:path';
import { type Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  type IFunction,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  RuntimeManagementMode,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Deployment } from '#infra/stack/deployment.ts';
import type { NetworkIds } from '#infra/stack/network/network-ids.ts';
import { allowConnecting, connect } from '#infra/stack/network/server-network.ts';
import { ownKey } from '#infra/stack/own-key.ts';
import { tables } from '#lib/dynamo/tables.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { allow } from './allow.ts';
import { type FunctionKind, megabytesOf, reservedConcurrencyOf } from './capacity.ts';
import type { FunctionNeeds } from './function-needs.ts';
import { keptReady } from './kept-ready.ts';
import { refuseLongEnvironment } from './refuse-long-environment.ts';
import { variablesOf } from './setting-variables.ts';
import { type Resources, statementsOf } from './statements.ts';
import { allowTracing, trace } from './tracing.ts';

/** What all functions of the stack are made with. */
export type SharedProps = {
  readonly deployment: Deployment;
  /** The settings in force, with the names of the resources that the stack makes. */
  readonly settings: Settings;
  readonly resources: Resources;
  /** The folder that holds `<function id>/index.mjs` for every function. */
  readonly codeDir: string;
};

type RekeyFunctionProps = {
  readonly shared: SharedProps;
  readonly description: string;
  readonly needs: FunctionNeeds;
  readonly kind: FunctionKind;
  readonly timeout: Duration;
  /** Permissions that the service that invokes the function uses in the function’s name. */
  readonly statements?: readonly PolicyStatement[];
  /** How long its log keeps its lines. The default is a month. */
  readonly logRetentionDays?: number;
};

/** A Lambda function with its own role, log group and variables, which hold only what it needs (A4). */
export class RekeyFunction extends Construct {
  /** The function in all its versions: metrics count them together. */
  readonly lambda: LambdaFunction;
  /** What a route calls: the version whose processes are kept ready, if there is one, otherwise the function itself. */
  readonly called: IFunction;
  readonly log: LogGroup;
  readonly needs: FunctionNeeds;

  /** @param id the function’s id, which is also its folder in the code */
  constructor(scope: Construct, id: string, props: RekeyFunctionProps) {
    super(scope, id);
    const { shared, needs, description, timeout, kind } = props;
    this.needs = needs;
    this.log = newLogGroup(this, 'log', shared.deployment, { retentionDays: props.logRetentionDays });
    const environment = variablesOf(shared.settings, [
      ...needs.permissions.map(({ table }) => tables[table].nameSetting),
      ...needs.settings,
    ]);
    refuseLongEnvironment(id, environment);
    const network = needs.callsServer ? shared.deployment.network : undefined;
    const reserved = reservedConcurrencyOf(kind, shared.deployment);
    this.lambda = new LambdaFunction(this, 'function', {
      description,
      runtime: Runtime.NODEJS_24_X,
      architecture: shared.deployment.architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      code: Code.fromAsset(path.join(shared.codeDir, id)),
      handler: 'index.handler',
      memorySize: megabytesOf(kind, shared.deployment),
      timeout,
      role: this.#role([
        ...statementsOf(needs, shared.resources, shared.deployment),
        ...(network === undefined ? [] : allowConnecting(this)),
        ...(shared.deployment.isTraced ? [allowTracing()] : []),
        ...(props.statements ?? []),
      ]),
      environment,
      logGroup: this.log,
      loggingFormat: LoggingFormat.JSON,
      ...(reserved !== undefined && { reservedConcurrentExecutions: reserved }),
      // A code cache is for one release of Node.js, so Lambda must not take another one between two deployments.
      ...(hasCodeCache(kind, shared.deployment) && { runtimeManagementMode: RuntimeManagementMode.FUNCTION_UPDATE }),
    });
    this.called = kind === 'mail' ? this.lambda : keptReady(this.lambda, shared.deployment);
    if (shared.deployment.isTraced) {
      this.#trace();
    }
    if (network !== undefined) {
      this.#connect(network);
    }
  }

  #trace(): void {
    trace(this.lambda);
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'The two actions of X-Ray that write traces support no resources.',
    });
  }

  #connect(network: NetworkIds): void {
    connect(this.lambda, network);
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'Lambda makes the network interfaces of a function in a VPC with its permissions, and most of these actions support no resources.',
    });
  }

  #role(statements: readonly PolicyStatement[]): Role {
    const mayLog = allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [this.log.logGroupArn]);
    return new Role(this, 'role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { declared: new PolicyDocument({ statements: [...statements, mayLog] }) },
    });
  }
}

/** Only the functions of routes have one. */
export function hasCodeCache(kind: FunctionKind, { codeCache }: Deployment): boolean {
  return kind !== 'mail' && codeCache !== undefined;
}

/**
 * Makes a log group. Deleting the stack keeps the group, unless the stack is a sandbox or its first deployment failed.
 *
 * @param options.logGroupName chosen by CloudFormation unless given
 * @param options.retentionDays a month unless given
 */
export function newLogGroup(
  scope: Construct,
  id: string,
  deployment: Deployment,
  { logGroupName, retentionDays }: { logGroupName?: string; retentionDays?: number | undefined } = {},
): LogGroup {
  const encryptionKey = ownKey(scope, `${id}Key`, deployment);
  return new LogGroup(scope, id, {
    retention: retentionDays ?? RetentionDays.ONE_MONTH,
    removalPolicy: deployment.isSandbox ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    ...(logGroupName !== undefined && { logGroupName }),
    ...(encryptionKey && { encryptionKey }),
  });
}
