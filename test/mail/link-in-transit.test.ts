import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import MailComposer from 'nodemailer/lib/mail-composer';
import { resetLinkMail } from '#lib/mail/messages/reset-link-mail.ts';
import { sesMailer } from '#lib/mail/ses-mailer.ts';
import { readLink } from '#lib/page/browser/read-link.ts';
import { type Language, languages } from '#lib/wording/languages.ts';
import { partsOf } from './read-mime.ts';
import { complete, letterTo } from './sample-mails.ts';
import { type MailServer, startMailServer } from './start-mail-server.ts';

const token = 'sample-token_sample-token_sample-token_0123';
const linkTo = (host: string) => `https://${host}/reset-password#realm=crafter-studio&token=${token}`;

let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SES: server.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
});
afterAll(() => server.close());

async function sent(link: string, locale: Language): Promise<string> {
  const mailer = sesMailer({ mailFrom: 'noreply@rekey.example', replyTo: null, mailConfigurationSet: null });
  server.received.length = 0;
  await mailer.send(resetLinkMail(letterTo({ locale }, { link }), complete));
  return server.received[0]?.raw ?? '';
}

/** The same message without SES, which takes much longer. */
async function composed(link: string): Promise<string> {
  const { text, html } = resetLinkMail(letterTo({}, { link }), complete);
  const [withBreaks, page] = [text, html].map((part) => part.replaceAll('\n', '\r\n'));
  const message = await new MailComposer({ text: withBreaks, html: page }).compile().build();
  return message.toString('latin1');
}

/** Hosts of 76 lengths, one after the other, so that the encoding breaks the link at each of its places once. */
const hosts = Array.from(
  { length: 76 },
  (_, index) => `${'a'.repeat(1 + (index % 38))}.${'b'.repeat(index < 38 ? 1 : 39)}.example`,
);

/** The link to each host, and the mail with it. */
let breaks: { link: string; raw: string }[];
beforeAll(async () => {
  breaks = [];
  for (const link of hosts.map(linkTo)) {
    breaks.push({ link, raw: await composed(link) });
  }
});

describe('the link', () => {
  test.each(languages)('is intact in both parts of a mail in %s, and on a line of its own in the text', async (language) => {
    const link = linkTo('cms.example.com');
    const [text, html] = partsOf(await sent(link, language));
    expect(text?.content.split('\r\n')).toContain(link);
    expect(html?.content).toContain(`<a id="verificationLink" href="${link.replace('&', '&amp;')}">`);
  });

  test('is intact wherever the encoding breaks it', () => {
    for (const { link, raw } of breaks) {
      expect(Math.max(...raw.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(76);
      const [text, html] = partsOf(raw);
      expect(text?.content.split('\r\n')).toContain(link);
      expect(html?.content).toContain(link.replace('&', '&amp;'));
    }
  });

  /** What mail readers with a fault make of the encoded text. The soft break is an equals sign at the end of a line. */
  const readers: { readonly [fault: string]: (encoded: string) => string } = {
    'decodes nothing': (encoded) => encoded,
    'decodes nothing, and ends lines with LF': (encoded) => encoded.replaceAll('\r\n', '\n'),
    'joins lines, and decodes no characters': (encoded) => encoded.replace(/=\r\n/g, ''),
    'decodes characters, and shows soft breaks': (encoded) => encoded.replaceAll('=3D', '='),
    'decodes characters, and makes line breaks of soft breaks': (encoded) =>
      encoded.replace(/=\r\n/g, '\n').replaceAll('=3D', '='),
    'gets soft breaks with blanks after them': (encoded) => encoded.replace(/=\r\n/g, '= \r\n'),
  };

  test.each(Object.entries(readers))('can be pasted from a mail reader that %s', (_, read) => {
    for (const { raw } of breaks) {
      const [, encoded = ''] = /quoted-printable\r\n\r\n(.*?)\r\n--/s.exec(raw) ?? [];
      const [shown = ''] = /^https:.*?(?=\r?\n\r?\n)/ms.exec(read(encoded)) ?? [];
      expect(shown).toContain('reset-password#');
      expect(readLink(shown)).toEqual({ realm: 'crafter-studio', token });
    }
  });
});
