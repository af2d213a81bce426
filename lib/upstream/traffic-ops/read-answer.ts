import * as z from 'zod/mini';
import { parseJson } from '#lib/runtime/parse-json.ts';
import type { HttpAnswer } from '#lib/upstream/http-client.ts';

const alerts = z.object({ alerts: z.tuple([z.object({ text: z.string() })], z.unknown()) });
const response = z.object({ response: z.unknown() });

/** The text of the first alert. Empty if the answer is not one of Traffic Ops. */
export function alertOf({ text }: HttpAnswer): string {
  return z.safeParse(alerts, parseJson(text)).data?.alerts[0].text ?? '';
}

/** The answer's `response`. Undefined if the answer is not one of Traffic Ops, or has no response. */
export function responseOf({ text }: HttpAnswer): unknown {
  return z.safeParse(response, parseJson(text)).data?.response;
}
