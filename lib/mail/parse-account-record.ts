import * as z from 'zod/mini';
import { realms } from '#lib/reset/ports.ts';
import type { ChangeNoticeJob } from '#lib/reset/send-change-notice.ts';
import { numberAttribute, textAttribute } from './attribute-schemas.ts';
import type { Order } from './settle-record.ts';

const changedAccount = z.object({
  realm: textAttribute(z.enum(realms)),
  id: textAttribute(z.string()),
  noticeDue: numberAttribute,
  // Absent where the password was changed before the languages were kept.
  noticeLanguages: z._default(textAttribute(z.string()), ''),
});

/**
 * The work that the new image of an account orders; undefined for none.
 *
 * @throws {z.core.$ZodError} when the image is not one of an account
 */
export function parseAccountRecord(image: object): Order<ChangeNoticeJob> | undefined {
  if (!('noticeDue' in image)) {
    return undefined;
  }
  const { noticeDue, noticeLanguages, ...account } = z.parse(changedAccount, image);
  return { task: { account, noticeDue, languages: noticeLanguages } };
}
