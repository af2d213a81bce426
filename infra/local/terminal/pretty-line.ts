import { printable } from '#infra/admin/terminal.ts';
import type { LocalMail } from '#infra/local/inbox/read-mails.ts';

type Style = 'dim' | 'bold' | 'red' | 'yellow' | 'green' | 'cyan';

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

type Fields = { readonly [field: string]: unknown };

/** Shown in their own way, or of no use to people. */
const known = new Set([
  ...['level', 'message', 'timestamp', 'route', 'status', 'durationMs', 'at'],
  ...['service', 'requestId', 'invocationId', 'record', 'settled'],
]);

const styles: { readonly [level: string]: Style } = { WARN: 'yellow', ERROR: 'red' };

/** A line of the functions' log for people. Text that is not such a line stays as it is. */
export function prettyLine(text: string, paint: Paint): string {
  const fields = parse(text);
  if (fields === undefined) {
    return text;
  }
  const rest = Object.entries(fields).filter(([name, value]) => !known.has(name) && value !== 0);
  const parts = [
    paint('dim', timeOf(`${fields.timestamp}`)),
    ...(fields.message === 'request' ? request(fields, paint) : other(fields, paint)),
    ...rest.map(([name, value]) => paint('dim', `${name} ${plain(value)}`)),
  ];
  const stack = typeof fields.at === 'string' && fields.at !== '' ? fields.at.split('\n').map(printable) : [];
  return `${[parts.join('  '), ...stack].join('\n')}\n`;
}

/** The line for a mail, with its link, so that nobody has to open the inbox to follow it. */
export function mailLine({ to, subject, sentAt, reset }: LocalMail, paint: Paint): string {
  const what = reset === undefined ? printable(subject) : `→ ${paint('cyan', printable(reset.link))}`;
  return `${paint('dim', timeOf(new Date(sentAt).toISOString()))}  mail for ${paint('bold', printable(to.join(', ')))} ${what}`;
}

function request({ route, status, durationMs }: Fields, paint: Paint): string[] {
  const style = Number(status) < 400 ? 'green' : Number(status) < 500 ? 'yellow' : 'red';
  return [paint(style, plain(status)), paint('bold', plain(route)), `${plain(durationMs)} ms`];
}

function other({ level, message, route }: Fields, paint: Paint): string[] {
  const style = styles[plain(level)];
  const text = style === undefined ? plain(message) : paint(style, `${plain(level)} ${plain(message)}`);
  return [text, ...(route === undefined ? [] : [paint('bold', plain(route))])];
}

function parse(text: string): Fields | undefined {
  try {
    return text.startsWith('{"level":') ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** A value on one line that cannot control the terminal. */
function plain(value: unknown): string {
  return printable(typeof value === 'string' ? value : `${JSON.stringify(value)}`);
}

/** The local time of day of an ISO time. */
function timeOf(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-GB');
}
