import { compare } from 'bcryptjs';
import { administratorJwt } from '#test/golden/crafter-studio/administrator-jwt.ts';
import * as studio from '#test/golden/crafter-studio/parts.ts';
import type { GoldenResponse } from '#test/golden/exchange.ts';
import {
  cookieOf,
  crafterProfile,
  crafterStudio,
  newPerson,
  type Person,
  type Product,
  phrase,
  profileOwners,
  putWith,
  stateOf,
  titleOf,
  trafficOpsProduct,
} from './products.ts';
import type { WiredRekey } from './wired-rekey.ts';

/** One thing that Rekey does, prepared so that a test can interrupt it anywhere. */
type Attempt = {
  /** Gives no answer if a stream drives it. */
  act(): Promise<GoldenResponse | undefined>;
  /** Runs after the line works again. Names what is half done, given the answer of the act. */
  halfDone(status: number | undefined): Promise<readonly string[]>;
};

export type FaultyVerb = { name: string; prepare(rekey: WiredRekey): Promise<Attempt> };

const faultsOf = (checks: { readonly [fault: string]: boolean }) =>
  Object.entries(checks).flatMap(([fault, isSo]) => (isSo ? [fault] : []));

/** Checks that there is either the old password and a good token, or the new password and a dead token. */
async function halfSet(rekey: WiredRekey, product: Product, person: Person, token: string, before: unknown, status?: number) {
  const hash = await rekey.world.passwordHash(person);
  const isSet = hash !== '';
  const { noticeDue } = await rekey.world.account(person);
  const isUntouched = JSON.stringify(await stateOf(rekey, person)) === JSON.stringify(before);
  const later = (await product.spend(rekey, token, 'a later pass phrase')).status;
  await rekey.deliver();
  const notices = rekey.letters().length;
  return faultsOf({
    'said to be set, and is not': status === 200 && !isSet,
    'another password': isSet && !(await compare(phrase, hash)),
    'set without an order for the notice': isSet && noticeDue === null,
    'set, and the token still good': isSet && later !== product.refusal,
    'not set, and the account changed': !isSet && !isUntouched,
    'not set, and the token dead': !isSet && later !== 200,
    'no notice, or several': notices !== 1,
  });
}

const redeeming = (product: Product): FaultyVerb => ({
  name: `redeem a token of ${titleOf(product)}`,
  prepare: async (rekey) => {
    const person = await newPerson(rekey, product);
    const token = await rekey.world.token(person);
    const before = await stateOf(rekey, person);
    return {
      act: () => product.spend(rekey, token, phrase),
      halfDone: (status) => halfSet(rekey, product, person, token, before, status),
    };
  },
});

const putting: FaultyVerb = {
  name: 'update the user of a session of traffic-ops',
  prepare: async (rekey) => {
    const person = await newPerson(rekey, trafficOpsProduct);
    const token = await rekey.world.token(person);
    const cookie = cookieOf(await rekey.send(trafficOpsProduct.bringToken(token)));
    const before = await stateOf(rekey, person);
    return {
      act: () => rekey.send(putWith(cookie, { localPasswd: phrase, fullName: 'Somebody' })),
      halfDone: async (status) => {
        const { details } = await rekey.world.account(person);
        const isSet = (await rekey.world.passwordHash(person)) !== '';
        const isNamed = details.fullName === 'Somebody';
        const half = faultsOf({ 'the name without the password, or the reverse': isSet !== isNamed });
        return [...half, ...(await halfSet(rekey, trafficOpsProduct, person, token, before, status))];
      },
    };
  },
};

const administering: FaultyVerb = {
  name: 'set a password as the administrator of crafter-studio',
  prepare: async (rekey) => {
    const person = await newPerson(rekey, crafterStudio);
    const token = await rekey.world.token(person);
    const before = await stateOf(rekey, person);
    const headers = { Authorization: `Bearer ${await administratorJwt()}` };
    return {
      act: () => rekey.send(studio.resetPassword(person.id, { new: phrase }, headers).request),
      halfDone: (status) => halfSet(rekey, crafterStudio, person, token, before, status),
    };
  },
};

function asking(name: string, product: Product, ask: (rekey: WiredRekey, person: Person) => Promise<GoldenResponse>): FaultyVerb {
  return {
    name,
    prepare: async (rekey) => {
      const person = await newPerson(rekey, product);
      const before = await stateOf(rekey, person);
      return {
        act: () => ask(rekey, person),
        halfDone: async (status) => {
          const waiting = await rekey.deliver();
          const letters = rekey.letters();
          const tokens = await Promise.all(letters.map(({ token }) => product.spend(rekey, token, phrase)));
          await rekey.deliver();
          rekey.letters();
          return faultsOf({
            'something waits': waiting !== 0,
            'said to be sent, and is not': status === 200 && letters.length !== 1,
            'more than one mail': letters.length > 1,
            'a link that does not work': tokens.some((spent) => spent.status !== 200),
            'the account changed':
              letters.length === 0 && JSON.stringify(await stateOf(rekey, person)) !== JSON.stringify(before),
          });
        },
      };
    },
  };
}

const askingAsAdministrator = asking('start a reset as the administrator', crafterStudio, async (rekey, { id }) => {
  const headers = { Authorization: `Bearer ${await administratorJwt()}` };
  return rekey.send(studio.resetPassword(id, {}, headers).request);
});

function mailing(product: Product): FaultyVerb {
  return {
    name: `mail a link of ${titleOf(product)}`,
    prepare: async (rekey) => {
      const person = await newPerson(rekey, product);
      await rekey.send(product.ask(person));
      return {
        act: () => rekey.deliver().then(() => undefined),
        halfDone: async () => {
          const waiting = await rekey.deliver();
          const letters = rekey.letters();
          const [first] = letters;
          const goods =
            product === crafterProfile
              ? []
              : await Promise.all(letters.map(({ token }) => rekey.send(product.bringToken(token))));
          const spent = await product.spend(rekey, first?.token ?? '', phrase);
          await rekey.deliver();
          rekey.letters();
          return faultsOf({
            'something waits': waiting !== 0,
            'no mail': first === undefined,
            'a mail to someone else': letters.some(({ to }) => to.join() !== person.email),
            'a link that does not work': spent.status !== 200 || goods.some(({ status }) => status !== 200),
          });
        },
      };
    },
  };
}

const notifying: FaultyVerb = {
  name: 'send a change notice',
  prepare: async (rekey) => {
    const person = await newPerson(rekey, crafterStudio);
    await crafterStudio.spend(rekey, await rekey.world.token(person), phrase);
    return {
      act: () => rekey.deliver().then(() => undefined),
      halfDone: async () => {
        const waiting = await rekey.deliver();
        const letters = rekey.letters();
        const { noticeDue } = await rekey.world.account(person);
        return faultsOf({
          'something waits': waiting !== 0,
          'no notice': !letters.some(({ to }) => to.join() === person.email),
          'still due': noticeDue !== null,
        });
      },
    };
  },
};

export const settingVerbs = [redeeming(crafterProfile), redeeming(profileOwners), putting, administering];

const asked = (product: Product) =>
  asking(`ask for a mail of ${titleOf(product)}`, product, (rekey, person) => rekey.send(product.ask(person)));

export const askingVerbs = [asked(crafterProfile), asked(trafficOpsProduct), askingAsAdministrator];

export const mailingVerbs = [mailing(crafterProfile), mailing(profileOwners), mailing(trafficOpsProduct), notifying];
