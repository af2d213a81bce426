import type { RouteAnswer } from '#lib/http/answer.ts';

/** Answers the script of the reset page. */
export function answer(
  status: number,
  content: { readonly [key: string]: string },
  { headers = {}, notes }: Pick<Partial<RouteAnswer>, 'headers' | 'notes'> = {},
): RouteAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cross-Origin-Resource-Policy': 'same-origin', ...headers },
    body: JSON.stringify(content),
    ...(notes && { notes }),
  };
}
