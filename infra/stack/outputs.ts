import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { Settings } from '#lib/settings/settings.ts';
import type { Resources } from './functions/statements.ts';

/** The outputs are for the operator, and for the command line, which finds the tables, secrets and settings of a stack by these names. */
export function addOutputs(
  stack: Stack,
  others: { readonly [name: string]: string },
  { tables, secrets, mailSending }: Resources,
  settings: Settings,
): void {
  const given = outputSettings.flatMap((name) =>
    settings[name] === null ? [] : [[capitalised(name), `${settings[name]}`] as const],
  );
  const outputs = {
    ...others,
    ...Object.fromEntries(given),
    ...(settings.onlyThroughProxy && { OnlyThroughProxy: 'true' }),
    ...(settings.crafterProfileSelfService.length > 0 && {
      CrafterProfileSelfService: settings.crafterProfileSelfService.join(','),
    }),
    ...(settings.trafficOpsUrl !== null && { TrafficOpsStamp: settings.trafficOpsStamp }),
    ...Object.fromEntries(Object.entries(tables.byId).map(([id, { tableName }]) => [`${capitalised(id)}Table`, tableName])),
    ...(secrets.administrators && { AdministratorSecret: secrets.administrators.name }),
    ...(secrets.trafficOpsSessions && { TrafficOpsSessionSecret: secrets.trafficOpsSessions.name }),
    MailConfigurationSet: mailSending.configurationSet.configurationSetName,
  };
  for (const [name, value] of Object.entries(outputs)) {
    const description = descriptions[name];
    new CfnOutput(stack, name, { value, ...(description !== undefined && { description }) });
  }
}

/** The command line does some of what the functions do, and reads the settings for that from the outputs. */
const outputSettings = [
  'products',
  'mailFrom',
  'replyTo',
  'publicUrl',
  'tokenLifetimeMinutes',
  'mailsPerMinute',
  'mailsPerTokenLifetime',
  'requestsPerFiveMinutes',
  'proxySecretHashes',
  'clientAddressHeader',
  'oidcIssuer',
  'oidcAudience',
  'crafterProfileUrl',
  'crafterProfileSecret',
  'crafterStudioUrl',
  'crafterStudioSecret',
  'trafficOpsUrl',
  'trafficOpsServiceUser',
] as const;

const isSetting = 'To change it, change the setting and deploy.';
const ofServer = 'Rotate its value in the product first, then here: docs/beside-your-product.md, "The secrets".';

/** What to do with each output. CloudFormation shows it beside the value. */
const descriptions: { readonly [name: string]: string } = {
  Version: 'The version of Rekey that was deployed. CHANGELOG.md says what changes with a newer one.',
  ApiUrl: 'Where the API answers. Point your proxy or your clients here, and open /forgot-password in a browser to try it.',
  AlarmTopic: 'Subscribe to this topic whoever must know of alarms: aws sns subscribe --topic-arn.',
  AuditFunction: 'The function that writes the audit events. The command line hands the acts of operators to it.',
  AuditLog: 'The log group of the audit events. Ask it with the saved queries of CloudWatch Logs Insights: docs/audit.md.',
  VpcId: 'The network from which functions call the servers of products. Those servers must let its security groups in.',
  Products: `The products that this stack resets passwords for (REKEY_PRODUCTS). ${isSetting}`,
  MailFrom: 'The sender of all mails. SES must have verified it: npm run admin -- --stack NAME check says whether it has.',
  ReplyTo: `Where answers to mails go (REKEY_REPLY_TO). ${isSetting}`,
  PublicUrl: `The address that links in mails begin with (REKEY_PUBLIC_URL). It must lead to this API. ${isSetting}`,
  TokenLifetimeMinutes: `How many minutes a reset link works (REKEY_TOKEN_LIFETIME_MINUTES). ${isSetting}`,
  MailsPerMinute: `How many mails an account may get in a minute (REKEY_MAILS_PER_MINUTE). ${isSetting}`,
  MailsPerTokenLifetime: `How many mails an account may get in the life of a link (REKEY_MAILS_PER_TOKEN_LIFETIME). ${isSetting}`,
  RequestsPerFiveMinutes: `How many requests a source address may send in five minutes (REKEY_REQUESTS_PER_FIVE_MINUTES). ${isSetting}`,
  DomainTarget: 'What the DNS record of your domain name must point to.',
  ProxySecretHashes: `The hashes of the secrets that the proxy may send (REKEY_PROXY_SECRET_HASHES). ${isSetting}`,
  OnlyThroughProxy: `The API refuses whatever did not come through the proxy (REKEY_ONLY_THROUGH_PROXY). ${isSetting}`,
  ClientAddressHeader: `The header in which the proxy puts the address of the client (REKEY_CLIENT_ADDRESS_HEADER). ${isSetting}`,
  OidcIssuer: `The identity provider whose tokens administrators show (REKEY_OIDC_ISSUER). ${isSetting}`,
  OidcAudience: `The audience that these tokens must name (REKEY_OIDC_AUDIENCE). Configure it at the provider too. ${isSetting}`,
  CrafterProfileUrl: `The server that keeps the accounts of Crafter Profile. ${isSetting}`,
  CrafterProfileSecret: `The secret with the access token of Rekey at Crafter Profile. ${ofServer}`,
  CrafterProfileSelfService: `The tenants of Crafter Profile whose people ask for a link themselves (REKEY_CRAFTER_PROFILE_SELF_SERVICE). ${isSetting}`,
  CrafterStudioUrl: `The server that keeps the accounts of Crafter Studio. ${isSetting}`,
  CrafterStudioSecret: `The secret with the access token of Rekey at Crafter Studio. ${ofServer}`,
  TrafficOpsUrl: `The server that keeps the accounts of Traffic Ops. ${isSetting}`,
  TrafficOpsServiceUser: 'The user of Traffic Ops as whom Rekey sets passwords. Keep it enabled there, with its permissions.',
  TrafficOpsStamp: `Which changes of a Traffic Ops user end a link (REKEY_TRAFFIC_OPS_STAMP). ${isSetting}`,
  AccountsTable: 'The accounts, or what Rekey keeps about them. Work on them with npm run admin -- --stack NAME accounts.',
  ApplicationsTable:
    'The applications that may call Crafter Profile. Work on them with npm run admin -- --stack NAME applications.',
  LimitsTable: 'Counts requests for five minutes. Look at an address with npm run admin -- --stack NAME limits show.',
  ResetRequestsTable:
    'The requests of the last day. Find out why a mail did not come with npm run admin -- --stack NAME resets list.',
  ResetTokensTable: 'Hashes of the tokens in links, until they expire. Never restore it from a backup.',
  AdministratorSecret:
    'The secret that signs tokens of Crafter Studio administrators. Put a new value in to rotate it: docs/deploying.md.',
  TrafficOpsSessionSecret: 'The secret that signs Traffic Ops sessions. Put a new value in to rotate it: docs/deploying.md.',
  MailConfigurationSet: 'The configuration set of all mails. Look here for bounces and complaints in the console of SES.',
};

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
