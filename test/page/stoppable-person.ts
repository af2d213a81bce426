import type { AccountReference } from '#lib/reset/ports.ts';
import { phrase } from './people.ts';
import type { Served } from './serve-pages.ts';

/** A person whose mails have links to the pages that stop something. */
export type StoppablePerson = {
  account: AccountReference;
  /** The link of the reset mail. */
  cancel: string;
  /** Sets a new password. Returns the link of the notice. */
  notice(): Promise<string>;
};

let made = 0;

/** A new person who has asked for a reset link. */
export async function stoppablePerson({ world }: Served): Promise<StoppablePerson> {
  const account = { realm: 'crafter-studio', id: `page.stop-${++made}` } as const;
  const address = `${account.id}@example.com`;
  await world.storeAccount(account);
  await world.send({ method: 'GET', path: `/api/1/services/api/1/user/forgot-password.json?username=${account.id}` });
  const [mail] = await world.mailsTo(address);
  const cancel = /http:\S+\/reset-password\/cancel#\S+/.exec(mail?.body.text ?? '')?.[0] ?? 'none';
  const notice = async () => {
    const body = JSON.stringify({ token: cancel.slice(-43), new: phrase });
    await world.send({ method: 'POST', path: '/api/1/services/api/1/user/set-password.json', body });
    const last = (await world.mailsTo(address, 2)).at(-1);
    return /http:\S+\/reset-password\/not-me#\S+/.exec(last?.body.text ?? '')?.[0] ?? 'none';
  };
  return { account, cancel, notice };
}
