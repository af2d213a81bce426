import type { JsonSchema } from './json-schema.ts';

type Header = { description: string; required?: true; schema: JsonSchema; example?: string | number };

const always = (description: string, value: string): Header => ({ description, required: true, schema: { const: value } });

/** Every header that an answer can have, besides Content-Type and those of the transport. */
export const headers = {
  'Cache-Control': always('No answer may be stored.', 'no-store'),
  'X-Content-Type-Options': always('The content is what its type says.', 'nosniff'),
  'Referrer-Policy': always('The address of the call is told to nobody.', 'no-referrer'),
  'Strict-Transport-Security': {
    description: 'Where the public URL is https.',
    schema: { type: 'string' },
    example: 'max-age=31536000',
  },
  Location: {
    description: 'As the product’s documents give it. Its base is `REKEY_PUBLIC_URL`, with the context path of the request.',
    required: true,
    schema: { type: 'string', pattern: '^https?://' },
  },
  'Retry-After': {
    description: 'In so many seconds there is room again.',
    required: true,
    schema: { type: 'integer', minimum: 1 },
    example: 240,
  },
  'Set-Cookie': {
    description:
      'The session: at most an hour long, and over with the next change of the password. `Secure; SameSite=Lax` where the public URL is https.',
    required: true,
    schema: { type: 'string', pattern: '^mojolicious=[^;]+--[^;]+; Path=/; Expires=[^;]+; Max-Age=\\d+; HttpOnly' },
    example:
      'mojolicious=eyJhdXRoX2RhdGEiOiJ0ZXN0In0--0000000000000000000000000000000000000000; Path=/; Expires=Sat, 10 Jan 2026 01:00:00 GMT; Max-Age=3600; HttpOnly',
  },
} as const satisfies { [name: string]: Header };

/** Traffic Ops has its own words for one of them, and more. */
export const trafficOpsHeaders = {
  'Cache-Control': always('No answer may be stored.', 'no-cache, no-store, max-age=0, must-revalidate'),
  'Access-Control-Allow-Credentials': always('As the product answers.', 'true'),
  'Access-Control-Allow-Headers': always('As the product answers.', 'Origin, X-Requested-With, Content-Type, Accept'),
  'Access-Control-Allow-Methods': always('As the product answers.', 'POST,GET,OPTIONS,PUT,DELETE'),
  'Access-Control-Allow-Origin': always('As the product answers.', '*'),
  Vary: always('As the product answers.', 'Accept-Encoding'),
  'X-Server-Name': always('As the product answers.', 'traffic_ops_golang/'),
  'Whole-Content-Sha512': {
    description: 'The SHA-512 of the body, its line feed included, in padded Base64.',
    required: true,
    schema: { type: 'string', pattern: '^[A-Za-z0-9+/]{86}==$' },
  },
} as const satisfies { [name: string]: Header };

/** The name of a header's component: those of Traffic Ops are its own. */
export type HeaderName = keyof typeof headers | `traffic-ops.${keyof typeof trafficOpsHeaders}`;
