import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { App, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import * as z from 'zod/mini';
import { type MailFunction, mailFunctions } from '#lib/mail/mail-functions.ts';
import { servedRoutes } from '#lib/routes.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { AlarmTopic } from './alarms/alarm-topic.ts';
import { addAuditAlarms } from './alarms/audit-alarms.ts';
import { addHttpAlarms } from './alarms/http-alarms.ts';
import { LatencyDashboard } from './alarms/latency-dashboard.ts';
import { addMailAlarms, addReputationAlarms, type DeployedMailFunction } from './alarms/mail-alarms.ts';
import { addServerAlarms } from './alarms/server-alarms.ts';
import { addStallAlarm } from './alarms/stall-alarm.ts';
import { AuditTrail } from './audit/audit-trail.ts';
import { addTableAlarms, DataTables } from './data-tables.ts';
import type { Deployment } from './deployment.ts';
import type { SharedProps } from './functions/rekey-function.ts';
import type { Resources } from './functions/statements.ts';
import { MailSending } from './mail/mail-sending.ts';
import { MailStream } from './mail/mail-stream.ts';
import { UndeliverableMail } from './mail/undeliverable-mail.ts';
import { addOutputs } from './outputs.ts';
import { RoutesApi } from './routes-api.ts';
import { SessionSecrets } from './session-secrets.ts';

/** `codeDir` is the folder that holds `<function id>/index.mjs` for every function. */
type RekeyStackProps = { readonly deployment: Deployment; readonly codeDir: string };

/** Rekey in one AWS account and region. */
export class RekeyStack extends Stack {
  constructor(scope: Construct, { deployment, codeDir }: RekeyStackProps) {
    const { account, region } = deployment;
    super(scope, deployment.stackName, {
      env: { ...(account !== undefined && { account }), ...(region !== undefined && { region }) },
      description: `Rekey: password resets for ${deployment.settings.products.join(', ')}`,
      // CloudFormation gives them to every resource that takes tags.
      tags: deployment.tags,
      terminationProtection: deployment.protectsStack,
    });
    const resources: Resources = {
      tables: new DataTables(this, 'tables', deployment),
      secrets: new SessionSecrets(this, 'secrets', deployment),
      mailSending: new MailSending(this, 'mailSending', deployment),
    };
    const shared: SharedProps = { deployment, codeDir, resources, settings: settingsInForce(deployment, resources) };
    const { settings } = shared;
    const api = new RoutesApi(this, 'http', { shared, routes: servedRoutes(settings) });
    const apiUrl = `https://${deployment.domain?.name ?? `${api.api.apiId}.execute-api.${this.region}.${this.urlSuffix}`}`;
    // A function that no HTTP request invokes cannot learn its public URL from one.
    const sharedByMail: SharedProps = { ...shared, settings: { ...settings, publicUrl: settings.publicUrl ?? apiUrl } };
    const alarms = new AlarmTopic(this, 'alarms', deployment);
    const mailers = mailFunctions.map((mailFunction) => ({
      mailFunction,
      deployed: deployMailFunction(this, mailFunction, sharedByMail),
    }));

    addHttpAlarms(alarms, api);
    for (const { mailFunction, deployed } of mailers) {
      addMailAlarms(alarms, mailFunction, deployed, settings);
      addStallAlarm(alarms, mailFunction, { mailer: deployed.function, routes: api.functions }, settings);
    }
    const trail = new AuditTrail(this, 'audit', { shared, logs: logsOfRefusals(api) });
    addAuditAlarms(alarms, trail);
    addServerAlarms(alarms, [...api.functions.values(), ...mailers.map(({ deployed }) => deployed.function)]);
    addReputationAlarms(alarms);
    addTableAlarms(alarms, resources.tables);
    new LatencyDashboard(this, 'latency', {
      deployment,
      api,
      mailers: new Map(mailers.map(({ mailFunction, deployed }) => [mailFunction.id, deployed.function])),
    });
    const others = {
      Version: packageVersion(),
      ApiUrl: apiUrl,
      AlarmTopic: alarms.topic.topicArn,
      AuditFunction: trail.function.lambda.functionName,
      AuditLog: trail.function.log.logGroupName,
      ...(api.domain && { DomainTarget: api.domain.target }),
      ...(deployment.network && { VpcId: deployment.network.vpcId }),
    };
    addOutputs(this, others, resources, settings);
  }
}

/** Makes an app with the CDK's recommended feature flags, as `cdk init` does today. The app sends no usage data. */
export function newApp(): App {
  const context = createRequire(import.meta.url)('aws-cdk-lib/recommended-feature-flags.json');
  return new App({ analyticsReporting: false, context });
}

function packageVersion(): string {
  return z.parse(z.object({ version: z.string() }), JSON.parse(readFileSync('package.json', 'utf8'))).version;
}

function settingsInForce({ settings }: Deployment, { tables, secrets, mailSending }: Resources): Settings {
  const { accounts, applications, limits, resetRequests, resetTokens } = tables.byId;
  return {
    ...settings,
    accountsTable: accounts.tableName,
    applicationsTable: applications.tableName,
    limitsTable: limits.tableName,
    resetRequestsTable: resetRequests.tableName,
    resetTokensTable: resetTokens.tableName,
    ...(secrets.administrators && { administratorSecret: secrets.administrators.name }),
    ...(secrets.trafficOpsSessions && { trafficOpsSessionSecret: secrets.trafficOpsSessions.name }),
    mailConfigurationSet: mailSending.configurationSet.configurationSetName,
  };
}

/** Of the functions that decide something about somebody. A page refuses nothing. */
function logsOfRefusals({ functions }: RoutesApi) {
  return [...functions].filter(([{ touches }]) => touches.length > 0).map(([, { log }]) => log);
}

function deployMailFunction(scope: Construct, mailFunction: MailFunction, shared: SharedProps): DeployedMailFunction {
  const { table } = mailFunction;
  return table === undefined
    ? new UndeliverableMail(scope, 'undeliverableMail', { shared, mailFunction })
    : new MailStream(scope, `streamOf-${table}`, { shared, mailFunction, table });
}
