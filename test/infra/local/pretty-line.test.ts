import { expect, test } from '@jest/globals';
import { mailLine, type Paint, prettyLine } from '#infra/local/terminal/pretty-line.ts';

const marked: Paint = (style, text) => `<${style}>${text}</>`;
const bare: Paint = (_style, text) => text;
const timestamp = new Date(2026, 10, 28, 9, 5, 7).toISOString();
const logged = (fields: object) => `${JSON.stringify({ level: 'INFO', timestamp, service: 'rekey', ...fields })}\n`;

test('a request is one line: time, status, route, duration and what else is known', () => {
  const request = { message: 'request', route: 'crafter-studio/forgot-password', requestId: 'x', durationMs: 12 };
  expect(prettyLine(logged({ ...request, status: 200, asking: 'accepted' }), bare)).toBe(
    '09:05:07  200  crafter-studio/forgot-password  12 ms  asking accepted\n',
  );
  for (const [status, style] of [
    [200, 'green'],
    [404, 'yellow'],
    [500, 'red'],
  ] as const) {
    expect(prettyLine(logged({ ...request, status }), marked)).toContain(`<${style}>${status}</>`);
  }
});

test('a warning and an error stand out, and a stack trace is below its line', () => {
  const failed = logged({
    level: 'ERROR',
    message: 'unexpected failure',
    route: 'a/b',
    failure: 'TypeError',
    at: '    at one\n    at two',
  });
  expect(prettyLine(failed, bare)).toBe('09:05:07  ERROR unexpected failure  a/b  failure TypeError\n    at one\n    at two\n');
  expect(prettyLine(failed, marked)).toContain('<red>ERROR unexpected failure</>');
  expect(prettyLine(logged({ level: 'WARN', message: 'mail job to be tried again' }), marked)).toContain('<yellow>WARN ');
});

test('text that is not a log line stays as it is', () => {
  for (const text of ['Rekey is ready on http://127.0.0.1:3000\n', '{"level":\n', '{"token":"x"}\n']) {
    expect(prettyLine(text, marked)).toBe(text);
  }
});

test('no value of a log line or a mail can control the terminal', () => {
  expect(prettyLine(logged({ message: 'a\u001b[2J\nb', other: 'c\u0007' }), bare)).toBe(
    '09:05:07  a\ufffd[2J\ufffdb  other c\ufffd\n',
  );
  const mail = { to: ['a\u001b@example.com'], subject: 'b\n', text: '', sentAt: Date.parse(timestamp), reset: undefined };
  expect(mailLine(mail, bare)).toBe('09:05:07  mail for a\ufffd@example.com b\ufffd');
});

test('the line for a mail has its link, or its subject if there is none', () => {
  const mail = { to: ['jane.doe@example.com'], subject: 'Forgot Password', text: '', sentAt: Date.parse(timestamp) };
  const reset = { link: 'http://127.0.0.1:3000/reset-password#token=t', token: 't' };
  expect(mailLine({ ...mail, reset }, bare)).toBe(`09:05:07  mail for jane.doe@example.com → ${reset.link}`);
  expect(mailLine({ ...mail, reset: undefined }, bare)).toBe('09:05:07  mail for jane.doe@example.com Forgot Password');
});
