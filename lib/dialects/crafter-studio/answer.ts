import type { RouteAnswer } from '#lib/http/answer.ts';

/** `{"message":"…"}`, which is all that Studio ever says, with what a row of the contract adds to it. */
export function answer(
  status: number,
  message: string,
  more: { [key: string]: string } = {},
  headers: RouteAnswer['headers'] = {},
): RouteAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json;charset=UTF-8', ...headers },
    body: JSON.stringify({ message, ...more }),
  };
}

/** `200 OK`; with a username, its Location too. */
export function done({
  baseUrl,
  username,
  notes = {},
}: {
  baseUrl?: string;
  username?: string;
  notes?: RouteAnswer['notes'];
} = {}): RouteAnswer {
  const place = (name: string) => `${baseUrl}/api/1/services/api/1/user/get.json?username=${encodeURIComponent(name)}`;
  return { ...answer(200, 'OK', {}, username === undefined ? {} : { Location: place(username) }), notes };
}
