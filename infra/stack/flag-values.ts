import * as z from 'zod/mini';

/** One of some words. The first one is the default. */
export const choice = <const Choices extends readonly [string, ...string[]]>(choices: Choices) =>
  z._default(z.enum(choices, `must be ${choices.join(' or ')}`), choices[0]);

/** A JSON list, or text with commas. */
export const ids = (prefix: 'subnet' | 'sg') => {
  const message = `must be the ids of one or more of them, such as ${prefix}-0123456789abcdef0`;
  const id = z.string(message).check(z.regex(new RegExp(`^${prefix}-[0-9a-f]{8,17}$`), message));
  return z.optional(z.pipe(z.pipe(z.string(), z.transform(listed)), z.array(id, message).check(z.minLength(1, message))));
};

export const keyArn = () =>
  z.optional(
    z
      .string()
      .check(z.regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/, 'must be the ARN of a KMS key, and not of an alias')),
  );

const mostTags = 40;

/** A JSON object, or text such as `team=identity,cost-centre=42`. AWS takes 50 tags for each resource and adds some of its own. */
export const tags = () => {
  const form = `must be names and values, such as team=identity,cost-centre=42, or a JSON object, with at most ${mostTags} of them`;
  const bounds =
    'must have names of 1 to 128 and values of at most 256 letters, digits, blanks and _.:/=+-@, and no name may begin with aws:';
  const name = z.string().check(z.regex(/^(?!aws:)[\p{L}\p{N} _.:/=+@-]{1,128}$/u, bounds));
  const value = z.string(bounds).check(z.regex(/^[\p{L}\p{N} _.:/=+@-]{0,256}$/u, bounds));
  const record = z.record(name, value, { error: ({ code }) => (code === 'invalid_key' ? bounds : form) });
  return z._default(
    z.pipe(z.pipe(z.string(), z.transform(named)), record.check(z.refine((all) => Object.keys(all).length <= mostTags, form))),
    {},
  );
};

function listed(text: string): unknown {
  return text.startsWith('[') ? parsed(text) : text.split(',').map((id) => id.trim());
}

function named(text: string): unknown {
  if (text.startsWith('{')) {
    return parsed(text);
  }
  const pairs = text.split(',').map((pair) => /^\s*([^=]+?)\s*=\s*(.*?)\s*$/.exec(pair));
  const names = pairs.map((pair) => pair?.[1]);
  const isClear = !names.includes(undefined) && new Set(names).size === names.length;
  return isClear ? Object.fromEntries(pairs.map((pair) => [pair?.[1], pair?.[2]])) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
