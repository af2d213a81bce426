import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { close, listen } from '#infra/local/api/listen.ts';

export type LoginPage = {
  url: string;
  /** From now on, everything but the page itself goes to this API, as a front sends it. */
  sendTo(apiUrl: string): void;
  stop(): Promise<void>;
};

const languages = '/studio/api/1/services/api/1/server/get-available-languages.json';

/** Serves Studio's login page at the path that it has in Studio, on loopback. */
export async function serveLoginPage(script: string): Promise<LoginPage> {
  let api = '';
  const server = createServer((request, response) => {
    const [path] = (request.url ?? '').split('?');
    if (path === '/studio/login') {
      answer(
        response,
        'text/html; charset=utf-8',
        '<!doctype html><div id="root"></div><script src="/studio/login.js"></script>',
      );
    } else if (path === '/studio/login.js') {
      answer(response, 'text/javascript; charset=utf-8', script);
    } else if (path === languages) {
      answer(response, 'application/json', '[{"id":"en","label":"English"}]');
    } else {
      passOn(api, request, response);
    }
  });
  const url = await listen(server, { number: 0, variable: 'PORT' });
  return {
    url,
    sendTo: (apiUrl) => {
      api = apiUrl;
    },
    stop: () => close(server),
  };
}

function answer(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'Content-Type': type }).end(body);
}

function passOn(api: string, request: IncomingMessage, response: ServerResponse): void {
  const { method = 'GET', url = '/', headers } = request;
  const passed = httpRequest(new URL(url, api), { method, headers }, (received) => {
    response.writeHead(received.statusCode ?? 502, received.headers);
    received.pipe(response);
  });
  passed.on('error', () => response.writeHead(502).end());
  request.pipe(passed);
}
