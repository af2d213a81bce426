import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type MailFunction, mailFunctions } from '#lib/mail/mail-functions.ts';
import { routes } from '#lib/routes.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { AlarmBell } from './alarm-bell.ts';
import { DataTables } from './data-tables.ts';
import type { Deployment } from './deployment.ts';
import type { House } from './house-function.ts';
import { ringForHttp } from './http-alarms.ts';
import { RoutesApi } from './http-api.ts';
import { LatencyDashboard } from './latency-dashboard.ts';
import { type MailDriver, ringForMail, ringForReputation } from './mail-alarms.ts';
import { MailSending } from './mail-sending.ts';
import { MailStream } from './mail-stream.ts';
import { SessionSecrets } from './session-secrets.ts';
import type { Resources } from './statements.ts';
import { ringForTables } from './table-alarms.ts';
import { UndeliverableMail } from './undeliverable-mail.ts';

/** `codeDir` holds `<function id>/index.mjs` for every function. */
type RekeyStackProps = { readonly deployment: Deployment; readonly codeDir: string };

/** Rekey in one AWS account and region. */
export class RekeyStack extends Stack {
  constructor(scope: Construct, { deployment, codeDir }: RekeyStackProps) {
    super(scope, deployment.stackName, {
      description: 'Rekey: password resets for Crafter Profile, Crafter Studio and Traffic Ops',
    });
    const resources: Resources = {
      tables: new DataTables(this, 'tables', deployment),
      secrets: new SessionSecrets(this, 'secrets', deployment),
      mailSending: new MailSending(this, 'mailSending', deployment),
    };
    const house: House = { deployment, codeDir, resources, settings: settingsInForce(deployment, resources) };
    const api = new RoutesApi(this, 'http', { house, routes });
    const apiUrl = `https://${api.api.apiId}.execute-api.${this.region}.${this.urlSuffix}`;
    // What no HTTP request drives cannot learn its public URL from one.
    const mailHouse: House = { ...house, settings: { ...house.settings, publicUrl: house.settings.publicUrl ?? apiUrl } };
    const bell = new AlarmBell(this, 'alarms', deployment);
    const mailers = mailFunctions.map((declared) => ({ declared, driver: driverOf(this, declared, mailHouse) }));

    ringForHttp(bell, api);
    for (const { declared, driver } of mailers) {
      ringForMail(bell, declared, driver, house.settings);
    }
    ringForReputation(bell);
    ringForTables(bell, resources.tables);
    new LatencyDashboard(this, 'latency', {
      api,
      mailers: new Map(mailers.map(({ declared, driver }) => [declared.id, driver.function])),
    });
    this.#tell({ ApiUrl: apiUrl, AlarmTopic: bell.topic.topicArn }, resources, house.settings);
  }

  /** For the operator, and for the command line, which finds the tables and secrets of a stack by these names. */
  #tell(others: { readonly [name: string]: string }, { tables, secrets, mailSending }: Resources, settings: Settings): void {
    const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
    const told = toldSettings.flatMap((name) =>
      settings[name] === null ? [] : [[capitalised(name), `${settings[name]}`] as const],
    );
    const outputs = {
      ...others,
      ...Object.fromEntries(told),
      ...Object.fromEntries(Object.entries(tables.byId).map(([id, { tableName }]) => [`${capitalised(id)}Table`, tableName])),
      AdministratorSecret: secrets.administrators.name,
      TrafficOpsSessionSecret: secrets.trafficOpsSessions.name,
      MailConfigurationSet: mailSending.configurationSet.configurationSetName,
    };
    for (const [name, value] of Object.entries(outputs)) {
      new CfnOutput(this, name, { value });
    }
  }
}

/** What the command line does as the functions would, it learns from the outputs. */
const toldSettings = [
  'mailFrom',
  'publicUrl',
  'tokenLifetimeMinutes',
  'mailsPerMinute',
  'mailsPerHour',
  'oidcIssuer',
  'oidcAudience',
] as const;

function settingsInForce({ settings }: Deployment, { tables, secrets, mailSending }: Resources): Settings {
  const { accounts, applications, limits, resetRequests, resetTokens } = tables.byId;
  return {
    ...settings,
    accountsTable: accounts.tableName,
    applicationsTable: applications.tableName,
    limitsTable: limits.tableName,
    resetRequestsTable: resetRequests.tableName,
    resetTokensTable: resetTokens.tableName,
    administratorSecret: secrets.administrators.name,
    trafficOpsSessionSecret: secrets.trafficOpsSessions.name,
    mailConfigurationSet: mailSending.configurationSet.configurationSetName,
  };
}

function driverOf(scope: Construct, mailFunction: MailFunction, house: House): MailDriver {
  const { table } = mailFunction;
  return table === undefined
    ? new UndeliverableMail(scope, 'undeliverableMail', { house, mailFunction })
    : new MailStream(scope, `streamOf-${table}`, { house, mailFunction, table });
}
