import { SESClient, SESServiceException, SendRawEmailCommand } from '@aws-sdk/client-ses';
import MailComposer from 'nodemailer/lib/mail-composer';
import { type Mail, type Mailer, MailRefused } from '#lib/reset/ports.ts';
import { singleAddress } from '#lib/reset/single-address.ts';
import { patience } from '#lib/runtime/patience.ts';
import { type Settings, SettingsError } from '#lib/settings/settings.ts';
import { isTransient } from './is-transient.ts';

const attempts = 2;

type MailerSettings = Pick<Settings, 'mailFrom' | 'mailConfigurationSet'>;

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

function newClient(): SESClient {
  return new SESClient({
    maxAttempts: attempts,
    // Without throwOnRequestTimeout a silent server would hang the call for good.
    requestHandler: { connectionTimeout: patience(2_000), requestTimeout: patience(5_000), throwOnRequestTimeout: true },
  });
}

async function sendRawEmail(mail: Mail, { mailFrom, mailConfigurationSet }: MailerSettings): Promise<SendRawEmailCommand> {
  if (mailFrom === null) {
    throw new SettingsError('REKEY_MAIL_FROM is not set');
  }
  const to = singleAddress(mail.to);
  if (to === undefined) {
    throw new MailRefused('not one mail address');
  }
  const message = new MailComposer({
    from: mailFrom,
    to: { name: '', address: to },
    subject: mail.subject,
    text: withMailLineBreaks(mail.text),
    html: withMailLineBreaks(mail.html),
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const { from } = message.getEnvelope();
  return new SendRawEmailCommand({
    ...(from && { Source: from }),
    Destinations: [to],
    RawMessage: { Data: await message.build() },
    ...(mailConfigurationSet && { ConfigurationSetName: mailConfigurationSet }),
  });
}

/** Lines of a message end with both characters, whichever encoding its parts get (RFC 5322, 2.3; RFC 2045, 6.8). */
function withMailLineBreaks(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}

/**
 * SES answers 400 to what it will never take: a rejected message, an unverified sender, a wrong parameter. SES's own message names addresses,
 * so only the error's name goes on.
 */
function isPermanent(error: unknown): error is SESServiceException {
  return error instanceof SESServiceException && error.$metadata.httpStatusCode === 400 && !isTransient(error);
}
