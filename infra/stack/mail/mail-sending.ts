import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ConfigurationSet, EmailIdentity, Identity, SuppressionReasons } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Deployment } from '#infra/stack/deployment.ts';
import { mailSenderForm, parseMailSender } from '#lib/settings/mail-sender.ts';
import { SettingsError } from '#lib/settings/settings.ts';
import { dmarcRecord, mailFromRecords } from './dns-records.ts';

/** The sender's identity, which SES verifies, and the configuration set for all mail. */
export class MailSending extends Construct {
  readonly configurationSet: ConfigurationSet;
  readonly #sender: string;

  constructor(scope: Construct, id: string, { settings, mailIdentity, mailFromDomain }: Deployment) {
    super(scope, id);
    this.#sender = addressOf(settings.mailFrom);
    this.configurationSet = new ConfigurationSet(this, 'configurationSet', {
      // Rekey keeps bounces itself, because SES's list of them has no end (ADR 12).
      suppressionReasons: SuppressionReasons.COMPLAINTS_ONLY,
    });
    const domain = this.#sender.slice(this.#sender.lastIndexOf('@') + 1);
    if (mailFromDomain !== undefined) {
      refuseOtherDomain(mailFromDomain, domain, mailIdentity);
      this.#printMailFromRecords(mailFromDomain);
    }
    if (mailIdentity === 'address') {
      new EmailIdentity(this, 'identity', { identity: Identity.email(this.#sender), ...(mailFromDomain && { mailFromDomain }) });
    }
    if (mailIdentity === 'domain') {
      this.#verifyDomain(domain, mailFromDomain);
    }
  }

  /** Prints the DNS records that the domain needs before SES signs mail for it, and one that tells others what to do with mail that is not signed. */
  #verifyDomain(domain: string, mailFromDomain: string | undefined): void {
    const identity = Identity.domain(domain);
    const { dkimRecords } = new EmailIdentity(this, 'identity', { identity, ...(mailFromDomain && { mailFromDomain }) });
    for (const [index, { name, value }] of dkimRecords.entries()) {
      new CfnOutput(Stack.of(this), `DkimRecord${index + 1}`, {
        value: `${name} CNAME ${value}`,
        description:
          'Add this record to the DNS of the domain of the sender. SES sends nothing in its name before it sees all three.',
      });
    }
    const dmarc = dmarcRecord(domain);
    new CfnOutput(Stack.of(this), 'DmarcRecord', {
      value: `${dmarc.name} ${dmarc.type} ${dmarc.value}`,
      description: 'Add this record to the DNS of the domain of the sender. It tells others to refuse mail that is not signed.',
    });
  }

  #printMailFromRecords(mailFromDomain: string): void {
    const { mx, spf } = mailFromRecords(mailFromDomain, Stack.of(this).region);
    new CfnOutput(Stack.of(this), 'MailFromMxRecord', {
      value: `${mx.name} ${mx.type} ${mx.value}`,
      description: 'Add this record to the DNS, so that SES learns of mail that came back.',
    });
    new CfnOutput(Stack.of(this), 'MailFromSpfRecord', {
      value: `${spf.name} ${spf.type} ${spf.value}`,
      description: 'Add this record to the DNS. It says that SES may send mail for the domain.',
    });
  }

  /**
   * Allows sending mail as the sender. While an account is in the SES sandbox, SES also asks for the permission on the recipient's identity, so the
   * condition bounds the permission and not the names of the identities.
   */
  allowSending(): PolicyStatement {
    const { configurationSetName } = this.configurationSet;
    const arnOf = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
    return new PolicyStatement({
      effect: Effect.ALLOW,
      actions: ['ses:SendRawEmail'],
      resources: [arnOf('identity', '*'), arnOf('configuration-set', configurationSetName)],
      conditions: { StringEqualsIgnoreCase: { 'ses:FromAddress': this.#sender } },
    });
  }
}

/** Takes the address out of `Rekey <noreply@example.com>`, in the same way as the mailer. */
function addressOf(mailFrom: string): string {
  const sender = parseMailSender(mailFrom);
  if (sender === undefined) {
    throw new SettingsError(`REKEY_MAIL_FROM ${mailSenderForm}`);
  }
  return sender.address;
}

/** SES takes no other MAIL FROM domain. */
function refuseOtherDomain(mailFromDomain: string, domain: string, mailIdentity: Deployment['mailIdentity']): void {
  if (!mailFromDomain.endsWith(`.${domain.toLowerCase()}`)) {
    throw new SettingsError(`mailFromDomain must be below the sender’s domain, such as bounce.${domain}`);
  }
  if (mailIdentity === 'existing') {
    throw new SettingsError(
      'mailFromDomain needs an identity of the stack. Set it on the existing one: aws sesv2 put-email-identity-mail-from-attributes',
    );
  }
}
