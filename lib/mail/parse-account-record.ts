import * as z from 'zod/mini';
import { realms } from '#lib/reset/ports.ts';
import type { ChangeNoticeJob } from '#lib/reset/send-change-notice.ts';
import { numberAttribute, textAttribute } from './attribute-schemas.ts';
import type { Order } from './settle-record.ts';

/**
 * The notice that the new image of an account orders; undefined if it orders none.
 *
 * @throws {z.core.$ZodError} when the image is not that of an account
 */
export function parseAccountRecord(image: object): Order<ChangeNoticeJob> | undefined {
  if (!('noticeDue' in image)) {
    return undefined;
  }
  const { noticeDue, noticeLanguages, ...account } = z.parse(changedAccount, image);
  return { task: { account, noticeDue, languages: noticeLanguages } };
}

const changedAccount = z.object({
  realm: textAttribute(z.enum(realms)),
  id: textAttribute(z.string()),
  noticeDue: numberAttribute,
  // Absent if the password was changed by a version of Rekey that did not store the languages.
  noticeLanguages: z._default(textAttribute(z.string()), ''),
});
