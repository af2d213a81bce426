import * as z from 'zod/mini';

/** A mail in the inbox of the local stack. */
export type LocalMail = {
  to: readonly string[];
  subject: string;
  text: string;
  /** Epoch milliseconds, in whole seconds. */
  sentAt: number;
  /** Undefined in a mail without a reset link, such as the notice of a changed password. */
  reset: { link: string; token: string } | undefined;
};

const listed = z.object({
  destination: z.object({ to: z.array(z.string()) }),
  subject: z.string(),
  body: z.object({ text: z.optional(z.string()) }),
  at: z.number(),
});

type ListedMail = z.infer<typeof listed>;

const store = z.object({ emails: z.array(listed) });

/**
 * A link that holds a token: 43 characters of base64url, the rest of the link as the settings or an application chose it. The links that cancel a
 * request or disown a change hold a token too.
 */
const resetLink =
  /https?:\/\/(?![^\s<>"]*\/reset-password\/(?:cancel|not-me)\b)[^\s<>"]*?(?<![\w-])([\w-]{43})(?![\w-])[^\s<>"]*/;

/**
 * All mails that the local stack has sent, the oldest first.
 *
 * @throws {Error} when no inbox answers there
 */
export async function readMails(inboxUrl: string): Promise<LocalMail[]> {
  const response = await fetch(`${inboxUrl}/store`).catch(() => {
    throw new Error(`No inbox answers on ${inboxUrl}. If the local stack has it on another port, set INBOX_PORT.`);
  });
  const { emails } = z.parse(store, await response.json());
  return emails.map(toLocalMail);
}

/** The mail that the local SES lists like this. */
export function toLocalMail({ destination, subject, body: { text = '' }, at }: ListedMail): LocalMail {
  const [link, token] = resetLink.exec(text) ?? [];
  const reset = link === undefined || token === undefined ? undefined : { link, token };
  return { to: destination.to, subject, text, sentAt: at * 1000, reset };
}
