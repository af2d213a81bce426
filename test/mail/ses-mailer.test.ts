import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { isTransient } from '#lib/mail/is-transient.ts';
import { sesMailer } from '#lib/mail/ses-mailer.ts';
import { type Mail, MailRefused } from '#lib/reset/ports.ts';
import { decodedWords, partsOf } from './read-mime.ts';
import { branded, sampleMails } from './sample-mails.ts';
import { type MailServer, startMailServer } from './start-mail-server.ts';

const settings = { mailFrom: 'Rekey ünder <noreply@rekey.example>', replyTo: null, mailConfigurationSet: null };
const sample: Mail = {
  to: 'jane.doe@example.com',
  language: 'de',
  subject: 'Reset Password',
  html: '<p>Grüße</p>\n',
  text: 'Grüße\n',
};

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

beforeEach(() => {
  server.received.length = 0;
});

async function deliver(mail: Partial<Mail>, mailerSettings: Parameters<typeof sesMailer>[0] = settings) {
  await sesMailer(mailerSettings).send({ ...sample, ...mail });
  const [message, ...others] = server.received;
  if (message === undefined || others.length > 0) {
    throw new Error(`${server.received.length} messages arrived instead of one`);
  }
  const [head = '', ...body] = message.raw.split('\r\n\r\n');
  const headers = head.replace(/\r\n[ \t]/g, ' ').split('\r\n');
  return { ...message, headers, body: body.join('\r\n\r\n'), names: headers.map((header) => header.split(':')[0]) };
}

const headerNames = [
  'Auto-Submitted',
  'Content-Language',
  'From',
  'To',
  'Subject',
  'Message-ID',
  'Date',
  'MIME-Version',
  'Content-Type',
];

describe('a message', () => {
  test('has one recipient, a sender, both parts in UTF-8 and the headers of an automatic mail', async () => {
    const { headers, names, body, parameters } = await deliver({});
    expect(names).toEqual(headerNames);
    expect(headers).toEqual(
      expect.arrayContaining([
        'Auto-Submitted: auto-generated',
        'Content-Language: de',
        'To: jane.doe@example.com',
        'Subject: Reset Password',
      ]),
    );
    expect(headers.find((header) => header.startsWith('From:'))).toMatch(/^From: =\?UTF-8\?.*\?= <noreply@rekey\.example>$/);
    expect(headers.find((header) => header.startsWith('Content-Type:'))).toMatch(/^Content-Type: multipart\/alternative;/);
    expect(body).toContain('Content-Type: text/plain; charset=utf-8');
    expect(body).toContain('Content-Type: text/html; charset=utf-8');
    expect(body).toContain('Gr=C3=BC=C3=9Fe');
    expect(Object.fromEntries(parameters)).toEqual({
      Action: 'SendRawEmail',
      Version: '2010-12-01',
      Source: 'noreply@rekey.example',
      'Destinations.member.1': 'jane.doe@example.com',
    });
  });

  test.each([
    ['Example: Support; team <noreply@rekey.example>', '"Example: Support; team" <noreply@rekey.example>'],
    ['Doe, Jane <noreply@rekey.example>', '"Doe, Jane" <noreply@rekey.example>'],
    ['noreply@bücher.example', 'noreply@xn--bcher-kva.example'],
    ['Example <noreply@bücher.example>', 'Example <noreply@xn--bcher-kva.example>'],
  ])('M1 from the sender %s has one author, whose name is quoted where it must be', async (mailFrom, from) => {
    const { headers, parameters } = await deliver({}, { ...settings, mailFrom });
    expect(headers.filter((header) => header.startsWith('From:'))).toEqual([`From: ${from}`]);
    expect(parameters.get('Source')).toBe(/[^ <]+@[^>]+/.exec(from)?.[0]);
  });

  test('M1 to an old address with misplaced dots has its local part quoted', async () => {
    const { headers, parameters } = await deliver({ to: 'foo..bar.@docomo.example' });
    expect(headers).toContain('To: <"foo..bar."@docomo.example>');
    expect(parameters.get('Destinations.member.1')).toBe('"foo..bar."@docomo.example');
  });

  test('names the configuration set if there is one', async () => {
    const { parameters } = await deliver({}, { ...settings, mailConfigurationSet: 'feedback' });
    expect(parameters.get('ConfigurationSetName')).toBe('feedback');
  });

  test('has an encoded subject', async () => {
    const { headers } = await deliver({ subject: 'CDN Zürich Password Reset Request' });
    expect(headers.filter((header) => header.startsWith('Subject:'))).toEqual([
      expect.stringMatching(/^Subject: [\x20-\x7e]*=\?UTF-8\?Q\?/),
    ]);
  });

  test.each(['en', 'de', 'ja', 'ar'] as const)(
    'in %s is valid MIME: encoded subject, UTF-8, short lines, only ASCII',
    async (language) => {
      const trafficOpsName = { en: 'Example CDN', de: 'Zürich', ja: '例の配信ネットワーク'.repeat(5), ar: 'شبكة المثال' }[
        language
      ];
      const mail = sampleMails['asked-by-an-administrator']?.(language, { ...branded, trafficOpsName });
      const { raw, headers } = await deliver(mail ?? {});
      expect(raw).toMatch(/^[\x20-\x7e\r\n]*$/);
      expect(raw).not.toMatch(/(?<!\r)\n|\r(?!\n)/);
      expect(Math.max(...raw.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(78);
      expect(headers).toContain(`Content-Language: ${language}`);
      expect(decodedWords(headers.find((header) => header.startsWith('Subject:')) ?? '')).toBe(`Subject: ${mail?.subject}`);
      const [text, html, ...others] = partsOf(raw);
      expect(others).toEqual([]);
      expect(text).toEqual({ type: 'text/plain; charset=utf-8', content: mail?.text.replaceAll('\n', '\r\n') });
      expect(html).toEqual({ type: 'text/html; charset=utf-8', content: mail?.html.replaceAll('\n', '\r\n') });
    },
  );

  test('M3 gets no header or recipient from a line break in its subject or its parts', async () => {
    const injection = 'Reset\r\nBcc: evil@evil.example\r\n\r\nbody\nX-Evil: 1\0';
    const { names, headers, parameters } = await deliver({
      subject: injection,
      language: injection,
      text: injection,
      html: injection,
    });
    expect(names).toEqual(headerNames);
    expect(headers.filter((header) => header.startsWith('To:'))).toEqual(['To: jane.doe@example.com']);
    expect([...parameters.keys()].filter((key) => key.startsWith('Destinations'))).toEqual(['Destinations.member.1']);
  });

  test.each([
    ['jane@bücher.example', 'jane@xn--bcher-kva.example'],
    ["o'neil+reset@sub.example.com", "o'neil+reset@sub.example.com"],
    ['Jane.Doe@Example.COM', 'Jane.Doe@Example.COM'],
  ])('to %s reaches exactly %s', async (to, reached) => {
    const { parameters, headers } = await deliver({ to });
    expect(parameters.get('Destinations.member.1')).toBe(reached);
    expect(headers.find((header) => header.startsWith('To:'))?.toLowerCase()).toBe(`to: ${reached.toLowerCase()}`);
  });
});

describe('M1 M3 nothing is sent to', () => {
  test.each([
    '',
    'jane',
    '@example.com',
    'jane@',
    'jane@@example.com',
    'a@x.example,b@y.example',
    'a@x.example;b@y.example',
    'a@x.example b@y.example',
    'a@x.example%0ab@y.example,',
    'friends: a@x.example, b@y.example;',
    'friends:a@x.example;',
    'Jane <jane@example.com>',
    '<jane@example.com>',
    '"jane,b@y.example"@x.example',
    '"jane"@x.example',
    'jane(comment)@x.example',
    'jane@x.example(comment)',
    'jane@[127.0.0.1]',
    'jane@x..example',
    'jane@-x.example',
    'jane@x.example\r\nBcc: evil@evil.example',
    'jane@x.example\n',
    'jane@x.example\r',
    'jane@x.example\0',
    'jane\0@x.example',
    'jane@bü\ncher.example',
    'jane@bü\u00adcher.example',
    ' jane@x.example',
    'jänë@example.com',
    'jane@x.example,@y.example:z@z.example',
  ])('%j', async (to) => {
    await expect(sesMailer(settings).send({ ...sample, to })).rejects.toBeInstanceOf(MailRefused);
    expect(server.received).toEqual([]);
  });
});

describe('what SES refuses', () => {
  test.each(['MessageRejected', 'MailFromDomainNotVerifiedException', 'ConfigurationSetDoesNotExist', 'InvalidParameterValue'])(
    'for good (%s) is a refused mail, and its reason contains no address',
    async (code) => {
      server.faults.push({ status: 400, code, message: 'Email address is not verified: jane.doe@example.com' });
      const failure = await sesMailer(settings)
        .send(sample)
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(MailRefused);
      expect(`${failure}`).not.toContain('jane');
    },
  );

  test.each([
    ['Throttling', 400],
    ['ServiceUnavailable', 503],
    ['InternalFailure', 500],
  ])('M8 for now (%s) is thrown unchanged, and is transient', async (code, status) => {
    const fault = { status, code, message: 'Maximum sending rate exceeded.' };
    server.faults.push(fault, fault);
    const failure = await sesMailer(settings)
      .send(sample)
      .catch((error: unknown) => error);
    expect(failure).not.toBeInstanceOf(MailRefused);
    expect(isTransient(failure)).toBe(true);
  });

  test('M8 only once is sent at the second attempt', async () => {
    server.faults.push({ status: 503, code: 'ServiceUnavailable', message: '' });
    await sesMailer(settings).send(sample);
    expect(server.received).toHaveLength(1);
  });

  test.each([
    ['AccessDenied', 403],
    ['AccountSendingPausedException', 400],
  ])('because of the operator (%s) is tried again until the operator fixes it', async (code, status) => {
    server.faults.push({ status, code, message: '' });
    const failure = await sesMailer(settings)
      .send(sample)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(MailRefused);
    expect(isTransient(failure)).toBe(true);
  });
});

test('without a sender nothing is sent, and the error names the setting', async () => {
  await expect(sesMailer({ ...settings, mailFrom: null }).send(sample)).rejects.toThrow('REKEY_MAIL_FROM is not set');
});

test('answers go to the mailbox of REKEY_REPLY_TO, and without it there is no such header', async () => {
  const { headers } = await deliver({}, { ...settings, replyTo: 'Help, desk <help@rekey.example>' });
  expect(headers).toContain('Reply-To: "Help, desk" <help@rekey.example>');
  server.received.length = 0;
  expect((await deliver({})).names).not.toContain('Reply-To');
});

test('with a sender that is not an address nothing is sent, and the error names the setting', async () => {
  await expect(sesMailer({ ...settings, mailFrom: 'Rekey' }).send(sample)).rejects.toThrow(/^REKEY_MAIL_FROM \S/);
  expect(server.received).toEqual([]);
});

test('one mailer sends several mails', async () => {
  const mailer = sesMailer(settings);
  await mailer.send(sample);
  await mailer.send({ ...sample, to: 'john@example.com' });
  expect(server.received.map(({ parameters }) => parameters.get('Destinations.member.1'))).toEqual([
    sample.to,
    'john@example.com',
  ]);
});

test('a line that already ends as mail lines do stays one line', async () => {
  const { raw } = await deliver({ text: 'one\r\ntwo\nthree\n' });
  expect(partsOf(raw)[0]?.content).toBe('one\r\ntwo\r\nthree\r\n');
});

test.each([
  ['the name of a refused message', 'MessageRejected', 'SES: MessageRejected'],
  ['the name of a wrong parameter', 'InvalidParameterValue', 'SES: InvalidParameterValue'],
])('the reason of a refused mail is %s', async (_, code, reason) => {
  server.faults.push({ status: 400, code, message: 'for jane.doe@example.com' });
  await expect(sesMailer(settings).send(sample)).rejects.toThrow(new MailRefused(reason));
});

test('a mail to something else than one address is refused for that reason', async () => {
  await expect(sesMailer(settings).send({ ...sample, to: 'jane' })).rejects.toThrow('not one mail address');
});
