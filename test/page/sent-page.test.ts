import { expect, test } from '@jest/globals';
import { sentScript } from '#lib/page/assets.ts';
import { sentPage } from '#lib/page/sent-page.ts';
import { englishReader } from './english-reader.ts';

const sent = { only: 'traffic-ops', realm: 'traffic-ops', typed: 'Jane@example.com' } as const;

test('E1 the answer to a request repeats what was typed, says how long a link lives, and leads back', async () => {
  const { title, main } = sentPage(await englishReader({ REKEY_TOKEN_LIFETIME_MINUTES: '90' }), sent);
  expect(title).toBe('Check your email');
  expect(main.markup).toContain(
    'If an account exists for <bdi><strong>Jane@example.com</strong></bdi>, you’ll get an email soon.',
  );
  expect(main.markup).toMatch(/expires in <bdi>(90 minutes|1 hour,? (and )?30 minutes)<\/bdi>/);
  expect(main.markup).toContain('No email after a few minutes?');
  expect(main.markup).toContain('<a href="?realm=traffic-ops">Back</a>');
});

test('the same form can be sent again, also without a script', async () => {
  const { main, formAction, script } = sentPage(await englishReader(), sent);
  expect(main.markup).toContain('<form method="post" action="?realm=traffic-ops">');
  expect(main.markup).toContain(
    'name="realm" value="traffic-ops"><input type="hidden" name="identifier" value="Jane@example.com">',
  );
  expect(main.markup).toContain('<button class="quiet" id="again">Send another email</button>');
  expect({ formAction, script }).toEqual({ formAction: "'self'", script: sentScript });
});

test('M4 what was typed comes out as text', async () => {
  const { markup } = sentPage(await englishReader(), { ...sent, typed: '"><b>' }).main;
  expect(markup).toContain('<strong>&quot;&gt;&lt;b&gt;</strong>');
  expect(markup).toContain('value="&quot;&gt;&lt;b&gt;"');
});
