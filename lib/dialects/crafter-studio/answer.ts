import type { RouteAnswer } from '#lib/http/answer.ts';

/** Answers `{"message":"…"}` as Studio always does, plus what a row of the contract adds. */
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

/** Answers `200 OK`, and with a username also the user's Location. */
export function done({
  baseUrl,
  username,
  notes = {},
}: {
  baseUrl?: string;
  username?: string;
  notes?: RouteAnswer['notes'];
} = {}): RouteAnswer {
  const location = (name: string) => `${baseUrl}/api/1/services/api/1/user/get.json?username=${encodeURIComponent(name)}`;
  return { ...answer(200, 'OK', {}, username === undefined ? {} : { Location: location(username) }), notes };
}
