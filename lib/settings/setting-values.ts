import * as z from 'zod/mini';
import { defaultPasswordPolicy } from '#lib/reset/password.ts';
import { type Realm, realms } from '#lib/reset/ports.ts';
import { isLoopback } from '#lib/reset/reset-link.ts';
import { languages } from '#lib/wording/languages.ts';
import { contrast } from './contrast.ts';
import { mailSenderForm, parseMailSender } from './mail-sender.ts';

/**
 * The schemas of the settings' values. Each is a function, so that a process builds only the schemas of the settings that it is given: building
 * all of them took a seventh of a cold start.
 */

export const text = () => z.string();

export const shortText = () => z.string().check(z.maxLength(100, 'must not be longer than 100 characters'));

/** 256 bits, which is what HMAC-SHA256 asks of its key (RFC 7518 §3.2). Every secret that signs or proves something has at least these (A6). */
export const shortestSecretBytes = 32;

/** One hash, or two while a secret is being replaced. A secret of 256 random bits cannot be found from its hash, so no function holds the secret. */
export const secretHashes = () =>
  z
    .string()
    .check(z.regex(/^[0-9a-f]{64}(,[0-9a-f]{64})?$/, 'must be one or two SHA-256 hashes in hexadecimal, with a comma between'));

export const flag = () =>
  z.pipe(
    z.enum(['true', 'false'], 'must be true or false'),
    z.transform((value) => value === 'true'),
  );

export const wholeNumber = (minimum: number, maximum: number) => () => {
  const message = `must be a whole number from ${minimum} to ${maximum}`;
  return z.pipe(
    z.pipe(z.string().check(z.regex(/^\d{1,9}$/, message)), z.transform(Number)),
    z.number().check(z.gte(minimum, message), z.lte(maximum, message)),
  );
};

const isSafeUrl = (value: string) => {
  const url = URL.parse(value);
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)));
};

/** Whether an identity provider may be asked for keys there: by https, and in the demo also by http on loopback. */
export function isTrustedIssuerUrl(value: string, { demo }: { demo: boolean }): boolean {
  return URL.parse(value)?.protocol === 'https:' || (demo && isSafeUrl(value));
}

export const baseUrl = () =>
  z.pipe(
    z
      .string()
      .check(
        z.refine(
          (value) => isSafeUrl(value) && !/[?#]/.test(value),
          'must be an https URL without query and fragment (http only for loopback)',
        ),
      ),
    z.transform((value: string) => value.replace(/\/+$/, '')),
  );

/** A moment in time, such as 2026-12-01T00:00:00Z. It becomes text again for the variables of the functions, and so stays text here. */
export const instant = () =>
  z
    .string()
    .check(
      z.refine(
        (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value)),
        'must be a time with its offset from UTC, such as 2026-12-01T00:00:00Z',
      ),
    );

/** Whether passwords are looked up at Have I Been Pwned, and what happens to one if there is no answer. */
export const pwnedMode = () => z.enum(['off', 'fail-open', 'fail-closed'], 'must be off, fail-open or fail-closed');

/** Which changes of a Traffic Ops user end a link (`StampMode`). */
export const stampMode = () => z.enum(['strict', 'login-tolerant'], 'must be strict or login-tolerant');

export const link = () =>
  z
    .string()
    .check(
      z.refine(
        (value) => value.includes('{token}') && isSafeUrl(value.replaceAll('{token}', 'token')),
        'must be an https URL (http only for loopback) that contains {token}',
      ),
    );

/** A page that people are sent to. It may have a fragment, as Studio's does. */
export const pageUrl = () => z.string().check(z.refine(isSafeUrl, 'must be an https URL (http only for loopback)'));

export const headerName = () =>
  z.pipe(
    z.string().check(z.regex(/^[\w-]+$/, 'must be the name of a header')),
    z.transform((value: string) => value.toLowerCase()),
  );

/** The value stays text, because the stack writes it into variables again. `parseMailSender` reads it everywhere. */
export const mailSender = () => z.string().check(z.refine((value) => parseMailSender(value) !== undefined, mailSenderForm));

/** An ARN may lack the six random characters at its end. */
export const secretsManagerSecret = () =>
  z
    .string()
    .check(
      z.regex(
        /^(arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:)?[A-Za-z0-9/_+=.@-]{1,519}$/,
        'must be the name or the ARN of a secret in Secrets Manager',
      ),
    );

/** One mail address. Of its characters only `#` needs escaping in a `mailto:` URL. */
export const supportAddress = () => z.string().check(z.regex(/^[^\s@<>"'&?%,;:]+@[^\s@<>"'&?%,;:]+$/, 'must be a mail address'));

/** The parts of a text with commas, or of a JSON list as in cdk.json. */
const partsOf = (value: string) =>
  value
    .replace(/^\[(.*)\]$/, '$1')
    .split(',')
    .map((each) => each.replaceAll('"', '').trim());

/** The order does not matter. */
export const productList = () => {
  const isKnown = (each: string) => realms.some((realm) => realm === each);
  const text = z
    .string()
    .check(
      z.refine((value) => partsOf(value).every(isKnown), `must be one or more of ${realms.join(', ')}, with commas between them`),
    );
  // A schema of the list would add 1.3 KB to most functions.
  return z.pipe(
    text,
    z.transform((value: string): readonly Realm[] => realms.filter((realm) => partsOf(value).includes(realm))),
  );
};

/** Names of tenants. Crafter Profile writes the name into its own queries as text, so a name holds nothing that could end a text there. */
export const tenantList = () => {
  const isName = (each: string) => /^[^\p{C}'"\\#$*[\]{}]{1,100}$/u.test(each);
  const text = z
    .string()
    .check(z.refine((value) => partsOf(value).every(isName), 'must be one or more names of tenants, with commas between them'));
  return z.pipe(
    text,
    z.transform((value: string): readonly string[] => [...new Set(partsOf(value))]),
  );
};

export const language = () => z.enum(languages, `must be one of ${languages.join(', ')}`);

/** All environment variables of a Lambda function together have 4 KB. */
const longestLogo = 2_000;

export const logo = () =>
  z
    .string()
    .check(
      z.regex(/^data:image\/(svg\+xml|png|webp|jpeg|gif);base64,[A-Za-z0-9+/]+=*$/, 'must be a data: URL of an image, in Base64'),
      z.maxLength(longestLogo, `must not be longer than ${longestLogo} characters`),
    );

/** A colour that is readable on this background and behind a button's text: a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3). */
export const readableOn = (background: string) => () =>
  z.string().check(
    z.regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour as #rrggbb'),
    z.refine((colour) => contrast(colour, background) >= 4.5, `must have a contrast of 4.5 to 1 with ${background}`),
  );

/** The former name of `minimumCharacters`. Without its own sentence, an operator would have to guess the new one. */
const formerMinimum = 'minimumBytes';

const passwordPolicy = () => {
  const minimum = 'must be a whole number from 1 to 64';
  const keys = {
    minimumCharacters: z._default(
      z.int(minimum).check(z.gte(1, minimum), z.lte(64, minimum)),
      defaultPasswordPolicy.minimumCharacters,
    ),
    blocklist: z._default(z.boolean('must be true or false'), defaultPasswordPolicy.blocklist),
  };
  const unknownKey = (key: string | undefined) =>
    key === formerMinimum
      ? `${key} is now minimumCharacters, which counts characters`
      : `${key} is not one of ${Object.keys(keys).join(', ')}`;
  return z.strictObject(keys, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? unknownKey(issue.keys[0]) : 'must be a JSON object'),
  });
};

const json = () =>
  z.pipe(
    z.string(),
    z.transform((value, context) => {
      try {
        return JSON.parse(value);
      } catch {
        context.issues.push({ code: 'custom', message: 'must be JSON', input: value });
        return z.NEVER;
      }
    }),
  );

export const passwordPolicies = () => {
  const key = new RegExp(`^(${realms.join('|')})(/.+)?$`);
  return z.pipe(
    json(),
    z.record(z.string().check(z.regex(key)), passwordPolicy(), {
      error: ({ code }) =>
        code === 'invalid_key' ? 'keys are a realm, or a realm, a slash and a tenant' : 'must be a JSON object',
    }),
  );
};
