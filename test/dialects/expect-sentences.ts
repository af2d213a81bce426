import { expect } from '@jest/globals';

/** A route's summary appears in the list of functions. `onFailure` is an alarm's text and must name the product and the people it affects. */
export function expectSentences(routes: readonly { summary: string; onFailure: string }[], product: string): void {
  for (const { summary, onFailure } of routes) {
    expect(summary).toMatch(/^[A-Z][a-z]+ .*[a-z]$/);
    expect(onFailure).toMatch(new RegExp(`^(People|Administrators) .*\\b${product}\\b.*\\.$`));
  }
  expect(new Set(routes.flatMap(({ summary, onFailure }) => [summary, onFailure])).size).toBe(routes.length * 2);
}
