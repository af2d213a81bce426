import type { JsonSchema } from './json-schema-of.ts';

type Header = { description: string; required?: true; schema: JsonSchema; example?: string | number };

const always = (description: string, value: string): Header => ({
  description,
  required: true,
  schema: { type: 'string', const: value },
});

/** Every header that an answer can have, except Content-Type and those of the transport. */
export const headers = {
  'Cache-Control': always('Clients must not store the answer.', 'no-store'),
  'X-Content-Type-Options': always('Clients must not guess another content type.', 'nosniff'),
  'Referrer-Policy': always('Clients must not send the URL of the call to other sites.', 'no-referrer'),
  'Strict-Transport-Security': {
    description: 'Sent if the public URL is https.',
    schema: { type: 'string' },
    example: 'max-age=31536000',
  },
  Location: {
    description:
      'The URL that the product’s documents give. It begins with `REKEY_PUBLIC_URL` and the context path of the request.',
    required: true,
    schema: { type: 'string', pattern: '^https?://' },
  },
  'Retry-After': {
    description: 'The number of seconds after which the caller may try again.',
    required: true,
    schema: { type: 'integer', minimum: 1 },
    example: 240,
  },
  'Set-Cookie': {
    description:
      'The session. It lasts at most an hour and ends with the next password change. If the public URL is https, the cookie also has `Secure; SameSite=Lax`.',
    required: true,
    schema: { type: 'string', pattern: '^mojolicious=[^;]+--[^;]+; Path=/; Expires=[^;]+; Max-Age=\\d+; HttpOnly' },
    example:
      'mojolicious=eyJhdXRoX2RhdGEiOiJ0ZXN0In0--0000000000000000000000000000000000000000; Path=/; Expires=Sat, 10 Jan 2026 01:00:00 GMT; Max-Age=3600; HttpOnly',
  },
} as const satisfies { [name: string]: Header };

/** The headers of Traffic Ops. One of them replaces a header above, the others are additional. */
export const trafficOpsHeaders = {
  'Cache-Control': always('Clients must not store the answer.', 'no-cache, no-store, max-age=0, must-revalidate'),
  'Access-Control-Allow-Credentials': always('The same value as in the product.', 'true'),
  'Access-Control-Allow-Headers': always('The same value as in the product.', 'Origin, X-Requested-With, Content-Type, Accept'),
  'Access-Control-Allow-Methods': always('The same value as in the product.', 'POST,GET,OPTIONS,PUT,DELETE'),
  'Access-Control-Allow-Origin': always('The same value as in the product.', '*'),
  Vary: always('The same value as in the product.', 'Accept-Encoding'),
  'X-Server-Name': always('The same value as in the product.', 'traffic_ops_golang/'),
  'Whole-Content-Sha512': {
    description: 'The SHA-512 of the body, including its line feed, in padded Base64.',
    required: true,
    schema: { type: 'string', pattern: '^[A-Za-z0-9+/]{86}==$' },
  },
} as const satisfies { [name: string]: Header };

/** The name of the component for a header. The components of Traffic Ops have a prefix. */
export type HeaderName = keyof typeof headers | `traffic-ops.${keyof typeof trafficOpsHeaders}`;
