import { maximumCharacters } from '#lib/passwords/maximum-characters.ts';
import { serviceNames } from '#lib/passwords/service-names.ts';
import { defaultPasswordPolicy, type PasswordLength } from '#lib/reset/password.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { signInUrl } from '#lib/settings/sign-in-url.ts';
import { productName } from '#lib/wording/product-name.ts';
import { writing } from '#lib/wording/writing.ts';
import { askedRealms, type PageRealm } from './asked-realms.ts';
import type { Words } from './catalogues/en.ts';
import type { Reader } from './reader.ts';

type AboutProduct = PasswordLength & {
  name: string;
  /** Where people sign in. */
  signInUrl: string | null;
  refusesCommon: boolean;
};

/** What the script of the reset page gets from the server. It is public: anyone who opens the page can read it. */
export type ScriptData = Pick<
  Words,
  | 'notALink'
  | 'nameNoAccount'
  | 'tooLong'
  | 'tooManyCharacters'
  | 'onlyBlanks'
  | 'tooCommon'
  | 'isUsername'
  | 'fromContext'
  | 'breached'
  | 'tooGuessable'
  | 'passwordRefused'
  | 'serverSaid'
  | 'show'
  | 'hide'
> & {
  /** For formatting numbers. */
  locale: string;
  strengths: readonly string[];
  /** People must not make their password of these. */
  serviceNames: readonly (string | null)[];
  sentences: Pick<Words, 'linkIsFor' | 'doneText' | 'maybeText' | 'signIn' | 'atLeast' | 'busyText'>;
  products: { readonly [realm: string]: AboutProduct };
};

export function scriptData(reader: Reader): ScriptData {
  const { words, language, settings } = reader;
  const {
    notALink,
    nameNoAccount,
    tooLong,
    tooManyCharacters,
    onlyBlanks,
    tooCommon,
    isUsername,
    fromContext,
    breached,
    tooGuessable,
  } = words;
  const { passwordRefused, serverSaid, show, hide } = words;
  const { linkIsFor, doneText, maybeText, signIn, atLeast, busyText } = words;
  return {
    ...{
      notALink,
      nameNoAccount,
      tooLong,
      tooManyCharacters,
      onlyBlanks,
      tooCommon,
      isUsername,
      fromContext,
      breached,
      tooGuessable,
    },
    ...{ passwordRefused, serverSaid, show, hide },
    locale: writing[language].locale,
    strengths: words.strengths.split(', '),
    serviceNames: serviceNames(askedRealms(reader), settings),
    sentences: { linkIsFor, doneText, maybeText, signIn, atLeast, busyText },
    products: Object.fromEntries(
      askedRealms(reader).map((realm) => [
        realm,
        {
          name: productName(realm, settings),
          signInUrl: signInUrl(realm, settings),
          maximumCharacters: maximumCharacters(settings)[realm] ?? null,
          ...mildestPolicy(realm, settings.passwordPolicies),
        },
      ]),
    ),
  };
}

/**
 * What the page may ask of every password of a realm. The page does not know the tenant. A tenant's own policy may be milder, and is not for
 * strangers to read. The server checks what that policy asks beyond this.
 */
function mildestPolicy(realm: PageRealm, policies: Settings['passwordPolicies']) {
  const ofTenants = Object.entries(policies).filter(([key]) => key.startsWith(`${realm}/`));
  const all = [policies[realm] ?? defaultPasswordPolicy, ...ofTenants.map(([, policy]) => policy)];
  return {
    minimumCharacters: Math.min(...all.map(({ minimumCharacters }) => minimumCharacters)),
    refusesCommon: all.every(({ blocklist }) => blocklist),
  };
}
