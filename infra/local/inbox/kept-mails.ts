import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { clearStore, type Email, getStoreReadonly, saveEmail } from 'aws-ses-v2-local/dist/store.js';
import type { SentMail } from './ses-listener.ts';

/** A mail, and how the local SES lists it. */
export type KeptMail = SentMail & { listed: Email };

/** All mails of the local stack. */
export type KeptMails = {
  /** In the order in which they were sent. */
  readonly all: KeptMail[];
  /** Keeps a mail that the local SES has just accepted. */
  keep(mail: SentMail): KeptMail;
  clear(): void;
};

/** One line of the file. */
type Line = Omit<KeptMail, 'raw'> & { raw: string };

/**
 * Keeps mails in memory and, if there is a folder, in a file from which the next start reads them. The list of the local SES is restored from
 * it too, so that `/store` answers the same after a restart.
 */
export function keepMails(folder: string | undefined): KeptMails {
  const file = folder && join(folder, 'mails.jsonl');
  if (folder) {
    mkdirSync(folder, { recursive: true });
  }
  const all = file && existsSync(file) ? restore(file) : [];
  return {
    all,
    keep(mail) {
      const listed = getStoreReadonly().emails.find(({ messageId }) => messageId === mail.id);
      if (listed === undefined) {
        throw new Error(`the local SES does not list ${mail.id}`);
      }
      const kept = { ...mail, listed };
      all.push(kept);
      if (file) {
        const line: Line = { ...kept, raw: mail.raw.toString('base64') };
        appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
      }
      return kept;
    },
    clear() {
      all.length = 0;
      clearStore();
      if (file) {
        rmSync(file, { force: true });
      }
    },
  };
}

function restore(file: string): KeptMail[] {
  const lines = readFileSync(file, 'utf8').split('\n').flatMap(parse);
  const isListed = new Set(getStoreReadonly().emails.map(({ messageId }) => messageId));
  for (const { listed } of lines.filter(({ id }) => !isListed.has(id))) {
    saveEmail(listed);
  }
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
