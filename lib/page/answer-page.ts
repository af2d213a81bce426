import type { RouteAnswer } from '#lib/http/answer.ts';
import { type Page, pageDocument } from './document.ts';
import type { Reader } from './reader.ts';

/** Answers with a page in its reader's language. No site may frame it, it frames none, and no cache keeps it. */
export function answerPage(
  status: number,
  page: Page,
  reader: Reader,
  { headers = {}, notes }: Pick<Partial<RouteAnswer>, 'headers' | 'notes'> = {},
): RouteAnswer {
  const { body, policy } = pageDocument(page, reader);
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': reader.language,
      'Content-Security-Policy': policy,
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
      Vary: 'Accept-Language',
      'X-Frame-Options': 'DENY',
      'X-Robots-Tag': 'noindex',
      ...headers,
    },
    body,
    ...(notes && { notes }),
  };
}
