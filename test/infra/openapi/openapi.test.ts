import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { openApiDocument, openApiText } from '#infra/openapi/openapi-document.ts';
import { defineRoute } from '#lib/http/route.ts';
import { routes } from '#lib/routes.ts';
import { contractRows } from '#test/promises.ts';
import { applyingRows } from './applying-rows.ts';
import { type DocumentChecks, documentChecks } from './document-checks.ts';

const text = readFileSync('openapi.json', 'utf8');
const { operations } = documentChecks(text);

test('openapi.json is what `npm run openapi` makes from the route table and the golden exchanges', () => {
  // Compared as a word, because a difference of the texts would print thousands of lines.
  expect(text === openApiText() ? 'up to date' : 'out of date: run npm run openapi').toBe('up to date');
});

test('every route is an operation with the same id, and there is no other operation', () => {
  expect([...operations.keys()].toSorted()).toEqual(routes.map(({ id }) => id).toSorted());
});

function rowsOf(checks: DocumentChecks['operations'], route: string): ReadonlySet<string> {
  const contents = Object.values(checks.get(route)?.responses ?? {}).flatMap(({ content }) => Object.values(content));
  return new Set(contents.flatMap(({ examples }) => Object.keys(examples).map((name) => name.split('.')[0] ?? '')));
}

test('every row of the contracts has an example on every route that it applies to, and on no other', () => {
  const applying = applyingRows(readFileSync('docs/contracts.md', 'utf8'));
  const rows = new Set(applying.map(({ row }) => row));
  const shown = [...operations.keys()].flatMap((route) => [...rowsOf(operations, route)].map((row) => ({ row, route })));
  const inOrder = (them: readonly { row: string; route: string }[]) => them.map(({ row, route }) => `${row} ${route}`).toSorted();

  expect(rows.size).toBe(contractRows.length);
  expect(inOrder(shown.filter(({ row }) => rows.has(row)))).toEqual(inOrder(applying));
});

test('a page needs no description besides its route', () => {
  const page = { touches: [], hashesPasswords: false, onFailure: 'People see no page.' } as const;
  const paths = ['/forgot-password'] as const;
  const document = openApiDocument(
    [
      defineRoute({
        ...page,
        id: 'page/show',
        method: 'GET',
        paths,
        summary: 'Asks for a name',
        query: () => z.object({ realm: z.string() }),
      }),
      defineRoute({
        ...page,
        id: 'page/take',
        method: 'POST',
        paths,
        summary: 'Takes it',
        body: () => z.object({ name: z.string() }),
        bodyIsForm: true,
      }),
    ],
    [],
    '1.0.0',
  );

  expect(document).toMatchObject({
    tags: [{ name: 'Pages' }],
    paths: {
      '/forgot-password': {
        get: { operationId: 'page/show', responses: { 200: { description: 'Asks for a name', content: { 'text/html': {} } } } },
        post: {
          requestBody: {
            content: { 'application/x-www-form-urlencoded': { schema: { $ref: '#/components/schemas/pageTakeBody' } } },
          },
        },
      },
    },
    components: { schemas: { pageTakeBody: { required: ['name'] } } },
  });
});
