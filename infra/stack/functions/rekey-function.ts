import path from 'node:path';
import { type Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Deployment } from '#infra/stack/deployment.ts';
import { allowConnecting, connect } from '#infra/stack/network/server-network.ts';
import { tables } from '#lib/dynamo/tables.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { FunctionNeeds } from './function-needs.ts';
import { refuseLongEnvironment } from './refuse-long-environment.ts';
import { variablesOf } from './setting-variables.ts';
import { allow, type Resources, statementsOf } from './statements.ts';

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
  readonly hashesPasswords?: boolean;
  readonly timeout: Duration;
  /** Permissions that the service that invokes the function uses in the function’s name. */
  readonly statements?: readonly PolicyStatement[];
  /** How long its log keeps its lines. The default is a month. */
  readonly logRetentionDays?: number;
};

/** A Lambda function with its own role, log group and variables, which hold only what it needs (A4). */
export class RekeyFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly log: LogGroup;
  readonly needs: FunctionNeeds;

  /** @param id the function’s id, which is also its folder in the code */
  constructor(scope: Construct, id: string, props: RekeyFunctionProps) {
    super(scope, id);
    const { shared, needs, description, timeout, hashesPasswords = false } = props;
    this.needs = needs;
    this.log = newLogGroup(this, 'log', shared.deployment, { retentionDays: props.logRetentionDays });
    const environment = variablesOf(shared.settings, [
      ...needs.permissions.map(({ table }) => tables[table].nameSetting),
      ...needs.settings,
    ]);
    refuseLongEnvironment(id, environment);
    const network = needs.callsServer ? shared.deployment.network : undefined;
    this.lambda = new LambdaFunction(this, 'function', {
      description,
      runtime: Runtime.NODEJS_24_X,
      architecture: shared.deployment.architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      code: Code.fromAsset(path.join(shared.codeDir, id)),
      handler: 'index.handler',
      memorySize: memoryMegabytes(hashesPasswords),
      timeout,
      role: this.#role([
        ...statementsOf(needs, shared.resources),
        ...(network === undefined ? [] : allowConnecting(this)),
        ...(props.statements ?? []),
      ]),
      environment,
      logGroup: this.log,
      loggingFormat: LoggingFormat.JSON,
    });
    if (network !== undefined) {
      connect(this.lambda, network);
      Validations.of(this).acknowledge({
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason:
          'Lambda makes the network interfaces of a function in a VPC with its permissions, and most of these actions support no resources.',
      });
    }
  }

  #role(statements: readonly PolicyStatement[]): Role {
    const mayLog = allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [this.log.logGroupArn]);
    return new Role(this, 'role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { declared: new PolicyDocument({ statements: [...statements, mayLog] }) },
    });
  }
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
  { isSandbox }: Deployment,
  { logGroupName, retentionDays }: { logGroupName?: string; retentionDays?: number | undefined } = {},
): LogGroup {
  return new LogGroup(scope, id, {
    retention: retentionDays ?? RetentionDays.ONE_MONTH,
    removalPolicy: isSandbox ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    ...(logGroupName !== undefined && { logGroupName }),
  });
}

/**
 * Lambda gives a function processor time in proportion to its memory. A bcrypt hash keeps one processor busy, and 1,769 MB buys a whole one. The other
 * functions wait for the network; with less than 512 MB, their cold start (loading code and the first TLS handshake) costs more time than it saves.
 */
function memoryMegabytes(hashesPasswords: boolean): number {
  return hashesPasswords ? 1769 : 512;
}
