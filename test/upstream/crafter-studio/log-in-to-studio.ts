/** Logs in as the login page does. A refresh token is what a login gives. */
export async function logInToStudio(url: string, username: string, password: string): Promise<boolean> {
  const page = await fetch(`${url}/login`);
  await page.text();
  const csrf = cookieOf(page, 'XSRF-TOKEN');
  const cookie = page.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ');
  const answer = await fetch(`${url}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body: new URLSearchParams({ username, password, _csrf: csrf }),
  });
  if (answer.status !== 302) {
    throw new Error(`the login of Crafter Studio answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  }
  return cookieOf(answer, 'refresh_token') !== '';
}

function cookieOf({ headers }: Response, name: string): string {
  const pair = headers.getSetCookie().find((text) => text.startsWith(`${name}=`));
  return pair?.slice(name.length + 1).split(';')[0] ?? '';
}
