import type { DemoCall } from './demo-calls.ts';

/** Writes the call as a curl command. `$TOKEN` is between double quotes, so that a shell replaces it. */
export function curlLine({ method, path, headers = {}, form = {}, json, session }: DemoCall, apiUrl: string): string {
  const parts = [
    ...(session === undefined ? [] : [`${session === 'opens' ? '-c' : '-b'} "$COOKIES"`]),
    ...(method === 'PUT' ? ['-X PUT'] : []),
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...Object.entries(form).map(([name, value]) => `-d ${quoted(`${name}=${value}`)}`),
    ...(json === undefined ? [] : [`-d ${quoted(json)}`]),
    quoted(`${apiUrl}${path}`),
  ];
  return ['curl -i', ...parts].join(' \\\n  ');
}

/** The commands to run before the call: they put the call's token into `$TOKEN`, and name a file for its cookie. */
export function setupLines({ token, session }: DemoCall): string[] {
  return [
    ...(token === undefined ? [] : [`TOKEN=$(npm run -s admin -- ${tokenCommand(token)})`]),
    ...(session === 'opens' ? ['COOKIES=$(mktemp)'] : []),
  ];
}

function tokenCommand(token: NonNullable<DemoCall['token']>): string {
  return token === 'administrator' ? 'administrator-token | tail -1' : `mails latest --to ${token.mailTo} --wait --token`;
}

function quoted(text: string): string {
  if (/^[\w:/.=-]+$/.test(text)) {
    return text;
  }
  return text.includes('$') ? `"${text.replaceAll('"', '\\"')}"` : `'${text}'`;
}
