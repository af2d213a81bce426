import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Email } from 'aws-ses-v2-local/dist/store.js';
import type { SentMail } from './local-ses.ts';

/** A mail, and how the local SES lists it. */
export type KeptMail = SentMail & { listed: Email };

/** All mails of the local stack. */
export type KeptMails = {
  /** In the order in which they were sent. */
  readonly all: KeptMail[];
  keep(mail: KeptMail): void;
  clear(): void;
};

/** One line of the file. */
type Line = Omit<KeptMail, 'raw'> & { raw: string };

/** Keeps mails in memory and, if there is a folder, in a file from which the next start reads them. */
export function keepMails(folder: string | undefined): KeptMails {
  const file = folder && join(folder, 'mails.jsonl');
  if (folder) {
    mkdirSync(folder, { recursive: true });
  }
  const all = file && existsSync(file) ? restore(file) : [];
  return {
    all,
    keep(mail) {
      all.push(mail);
      if (file) {
        const line: Line = { ...mail, raw: mail.raw.toString('base64') };
        appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
      }
    },
    clear() {
      all.length = 0;
      if (file) {
        rmSync(file, { force: true });
      }
    },
  };
}

function restore(file: string): KeptMail[] {
  const lines = readFileSync(file, 'utf8').split('\n').flatMap(parse);
  return lines.map((line) => ({ ...line, raw: Buffer.from(line.raw, 'base64') }));
}

/** Only this file's code writes the lines. The last one is cut if the process was killed while it wrote the line. */
function parse(text: string): Line[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
