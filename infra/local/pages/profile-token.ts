import { setTimeout } from 'node:timers/promises';
import * as z from 'zod/mini';

const store = z.object({ emails: z.array(z.object({ body: z.object({ text: z.string() }) })) });

const longestWaitMilliseconds = 3000;

/**
 * The token in the newest reset mail to a profile, or why there is none.
 *
 * @param settled resolves when all mails that were asked for are sent; it is not waited for longer than three seconds
 */
export async function profileToken(
  inboxUrl: string,
  settled: () => Promise<void>,
): Promise<{ token: string } | { message: string }> {
  await Promise.race([settled(), setTimeout(longestWaitMilliseconds, undefined, { ref: false })]);
  const response = await fetch(`${inboxUrl}/store`);
  const { emails } = z.parse(store, await response.json());
  const tokens = emails.flatMap(({ body }) => /[?&]tokenId=([\w-]{43})(?![\w-])/.exec(body.text)?.[1] ?? []);
  const token = tokens.at(-1);
  return token === undefined ? { message: 'There is no mail with a token yet: reset a password first.' } : { token };
}
