import { type HttpAnswer, type HttpClient, requireAnswer, requireSent } from '#lib/upstream/http-client.ts';

export type ProfileParameters = readonly (readonly [name: string, value: string])[];

/** The API of a Crafter Profile, called with one access token. Paths follow `/api/1`. */
export type ProfileApi = {
  /** @throws {ServerUnavailable} if there is no answer */
  get(path: string, parameters: ProfileParameters): Promise<HttpAnswer>;
  /**
   * Undefined if there is no answer, and then the call may have arrived.
   *
   * @throws {ServerUnavailable} if nothing was sent
   */
  post(path: string, parameters: ProfileParameters): Promise<HttpAnswer | undefined>;
};

/** How many calls of one process the server gets at the same time. */
export const maximumCalls = 8;

/** Whether a text can be the id of a profile. */
export function isProfileId(text: string): boolean {
  return /^[0-9a-f]{24}$/i.test(text);
}

/** Without this the server does a call and then answers 406. */
const accept = 'application/json';
const contentType = 'application/x-www-form-urlencoded;charset=UTF-8';
const answerMilliseconds = 4000;

export function profileApi(client: HttpClient, accessToken: () => Promise<string>): ProfileApi {
  const encode = async (parameters: ProfileParameters) => {
    const all = new URLSearchParams([['accessTokenId', await accessToken()]]);
    for (const [name, value] of parameters) {
      all.append(name, value);
    }
    return all.toString();
  };
  return {
    // There is no other way to authenticate a read than in the URL.
    get: async (path, parameters) =>
      requireAnswer(
        await client.send({
          method: 'GET',
          path: `/api/1${path}?${await encode(parameters)}`,
          headers: { accept },
          answerMilliseconds,
        }),
      ),
    post: async (path, parameters) =>
      requireSent(
        await client.send({
          method: 'POST',
          path: `/api/1${path}`,
          headers: { accept, 'content-type': contentType },
          body: await encode(parameters),
          answerMilliseconds,
        }),
      ),
  };
}
