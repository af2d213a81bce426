import type { RouteAnswer } from '#lib/http/answer.ts';

/** What `response` says. The names, codes and texts are those of Studio's second API. */
export type StudioResponse = { readonly code: number; readonly message: string; readonly remedialAction: string };

const ok: StudioResponse = { code: 0, message: 'OK', remedialAction: '' };

/**
 * Answers in the envelope of Studio's second API.
 *
 * @param more the keys that follow `response`
 */
export function answer(
  status: number,
  { code, message, remedialAction }: StudioResponse,
  more: object = {},
  headers: RouteAnswer['headers'] = {},
): RouteAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ response: { code, message, remedialAction, documentationUrl: '' }, ...more }),
  };
}

/** Answers `200 OK`. */
export function done({ more = {}, notes = {} }: { more?: object; notes?: RouteAnswer['notes'] } = {}): RouteAnswer {
  return { ...answer(200, ok, more), notes };
}
