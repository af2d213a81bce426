import { SESClient, SESServiceException, SendRawEmailCommand } from '@aws-sdk/client-ses';
import MailComposer from 'nodemailer/lib/mail-composer';
import { singleAddress } from '#lib/reset/address.ts';
import { type Mail, type Mailer, MailRefused } from '#lib/reset/ports.ts';
import { AwsConnections } from '#lib/runtime/aws-connections.ts';
import { patience } from '#lib/runtime/patience.ts';
import { mailSenderForm, parseMailSender } from '#lib/settings/mail-sender.ts';
import { type Settings, SettingsError } from '#lib/settings/settings.ts';
import { isTransient } from './is-transient.ts';
import { mailIdTag } from './mail-id-tag.ts';

type MailerSettings = Pick<Settings, 'mailFrom' | 'replyTo' | 'mailConfigurationSet'>;

/** Amazon SES. */
export function sesMailer(settings: MailerSettings): Mailer {
  let client: SESClient | undefined;
  return {
    async send(mail) {
      const command = await sendRawEmail(mail, settings);
      client ??= newClient();
      await client.send(command).catch((error: unknown) => {
        throw isPermanent(error) ? new MailRefused(`SES: ${error.name}`) : error;
      });
    },
  };
}

const attempts = 2;

function newClient(): SESClient {
  return new SESClient({
    maxAttempts: attempts,
    requestHandler: new AwsConnections({ connectionTimeout: patience(2_000), requestTimeout: patience(5_000) }),
  });
}

async function sendRawEmail(
  mail: Mail,
  { mailFrom, replyTo, mailConfigurationSet }: MailerSettings,
): Promise<SendRawEmailCommand> {
  if (mailFrom === null) {
    throw new SettingsError('REKEY_MAIL_FROM is not set');
  }
  const from = parseMailSender(mailFrom);
  if (from === undefined) {
    throw new SettingsError(`REKEY_MAIL_FROM ${mailSenderForm}`);
  }
  const answersTo = replyTo === null ? undefined : parseMailSender(replyTo);
  const to = singleAddress(mail.to);
  if (to === undefined) {
    throw new MailRefused('not one mail address');
  }
  const message = new MailComposer({
    from,
    to: { name: '', address: to },
    ...(answersTo && { replyTo: answersTo }),
    subject: mail.subject,
    text: withMailLineBreaks(mail.text),
    html: withMailLineBreaks(mail.html),
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return new SendRawEmailCommand({
    Source: from.address,
    Destinations: [to],
    RawMessage: { Data: await message.build() },
    ...(mail.id !== undefined && { Tags: [{ Name: mailIdTag, Value: mail.id }] }),
    ...(mailConfigurationSet && { ConfigurationSetName: mailConfigurationSet }),
  });
}

/** Lines of a message end with CR and LF, whichever encoding its parts get (RFC 5322, 2.3; RFC 2045, 6.8). */
function withMailLineBreaks(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}

/**
 * SES answers 400 to a mail that it will never accept: a rejected message, an unverified sender, a wrong parameter. Callers pass on only the
 * error's name, because SES's own message contains addresses.
 */
function isPermanent(error: unknown): error is SESServiceException {
  return error instanceof SESServiceException && error.$metadata.httpStatusCode === 400 && !isTransient(error);
}
