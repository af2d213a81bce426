import path from 'node:path';
import type { Duration } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { tables } from '#lib/dynamo/tables.ts';
import type { Verb } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import type { Deployment } from './deployment.ts';
import { keptLog } from './kept-log.ts';
import { variablesOf } from './setting-variables.ts';
import { allow, permissionsOf, type Resources, statementsOf } from './statements.ts';
import { settingsOf } from './verb-settings.ts';

/** What every function of the stack is made with. */
export type House = {
  readonly deployment: Deployment;
  /** In force, with the names of what the stack makes. */
  readonly settings: Settings;
  readonly resources: Resources;
  /** Holds `<function id>/index.mjs` for every function. */
  readonly codeDir: string;
};

type HouseFunctionProps = {
  readonly house: House;
  readonly description: string;
  /** What it may do under the settings in force, and so all that its policies and its variables are made from. */
  readonly verbs: readonly Verb[];
  /** Settings that it needs besides those of its verbs. */
  readonly settings?: readonly (keyof Settings)[];
  readonly hashesPasswords?: boolean;
  readonly timeout: Duration;
  /** For what invokes it, which acts in its name. */
  readonly statements?: readonly PolicyStatement[];
};

/** One function as they all are: own role, own log, own variables, and in each of them nothing that it does not need (A4). */
export class HouseFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly log: LogGroup;

  /** @param id of the function, which is its folder in the code */
  constructor(scope: Construct, id: string, props: HouseFunctionProps) {
    super(scope, id);
    const { house, verbs, description, timeout, hashesPasswords = false } = props;
    this.log = keptLog(this, 'log', house.deployment);
    const touchedTables = permissionsOf(verbs).map(({ table }) => tables[table].nameSetting);
    this.lambda = new LambdaFunction(this, 'function', {
      description,
      runtime: Runtime.NODEJS_24_X,
      architecture: house.deployment.architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      code: Code.fromAsset(path.join(house.codeDir, id)),
      handler: 'index.handler',
      memorySize: memoryMegabytes(hashesPasswords),
      timeout,
      role: this.#role([...statementsOf(verbs, house.resources), ...(props.statements ?? [])]),
      environment: variablesOf(house.settings, [...touchedTables, ...settingsOf(verbs), ...(props.settings ?? [])]),
      logGroup: this.log,
      loggingFormat: LoggingFormat.JSON,
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

/**
 * A share of the processor comes with the memory: 1,769 MB is one whole, which a bcrypt hash keeps busy for as long as it takes. The others wait
 * for the network; below 512 MB their cold start, loading code and the first TLS handshake, takes longer than it saves.
 */
function memoryMegabytes(hashesPasswords: boolean): number {
  return hashesPasswords ? 1769 : 512;
}
