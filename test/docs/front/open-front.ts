import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { close, listen } from '#infra/local/api/listen.ts';
import { selfSignedCertificate } from '#test/infra/local/doubles/self-signed-certificate.ts';
import { proxySecret } from '#test/proxy-secret.ts';
import { inHttp, nginxBlock } from './nginx-block.ts';
import { type FrontAnswer, type FrontCall, type SeenRequest, sendToFront } from './send-to-front.ts';
import { startNginx } from './start-nginx.ts';

/** nginx on loopback with the rules of docs/front.md, in front of a Rekey and a product that only say who they are. */
export type Front = { send(call: FrontCall): Promise<FrontAnswer>; stop(): Promise<void> };

/** The common name of the certificate. nginx compares it with the name of the server that it connects to. */
const rekeyName = 'double';

/**
 * @param rules what stands in the product's server block before its own locations
 * @param rulesOfHttp what stands in the http block
 */
export async function openFront(rules: string, rulesOfHttp = inHttp()): Promise<Front> {
  const folder = mkdtempSync(path.join(tmpdir(), 'rekey-front-'));
  const tls = selfSignedCertificate();
  const rekey = createTlsServer(tls, answerAs('rekey'));
  const product = createServer(answerAs('product'));
  const [rekeyPort, productPort] = await Promise.all([portOf(rekey), portOf(product)]);
  const fill = (block: string) =>
    block
      .replaceAll('<api>', rekeyName)
      .replaceAll('<secret>', proxySecret)
      .replaceAll('/etc/ssl/certs/ca-certificates.crt', path.join(folder, 'rekey.pem'))
      .replaceAll('/var/log/nginx', folder)
      .replaceAll('https://traffic-ops.internal', `http://127.0.0.1:${productPort}`);
  writeFileSync(path.join(folder, 'rekey.pem'), tls.cert);
  writeFileSync(path.join(folder, 'rekey-proxy.conf'), fill(nginxBlock('/etc/nginx/rekey-proxy.conf')));
  const http = (port: number) => `
    http {
      upstream ${rekeyName} { server 127.0.0.1:${rekeyPort}; }
      ${cachingOf(folder)}
      ${fill(rulesOfHttp)}
      server {
        listen 127.0.0.1:${port};
        ${fill(rules)}
        location / { proxy_pass http://127.0.0.1:${productPort}; }
      }
    }`;
  const closeServers = async () => {
    await Promise.all([close(rekey), close(product)]);
    rmSync(folder, { recursive: true });
  };
  const nginx = await startNginx(folder, http).catch(async (error) => {
    await closeServers();
    throw error;
  });
  return {
    send: (call) => sendToFront(nginx.port, call),
    stop: async () => {
      await nginx.stop();
      await closeServers();
    },
  };
}

/** The product's nginx caches every answer, so a rule that does not forbid it is noticed. */
function cachingOf(folder: string): string {
  return `
    proxy_temp_path ${folder}/proxy;
    proxy_cache_path ${folder}/cache keys_zone=product:1m;
    proxy_cache product;
    proxy_cache_valid any 1m;`;
}

const cookies = ['mojolicious=a; Path=/; HttpOnly', 'rekey_session=b; Path=/; HttpOnly'];

/** Answers with what arrived. The answer to a GET may be cached, and its number shows whether it was. */
function answerAs(name: 'rekey' | 'product'): RequestListener {
  let number = 0;
  return async (request, response) => {
    const { method = '', url = '', rawHeaders } = request;
    const seen: SeenRequest = { number: ++number, method, path: url, headers: rawHeaders, body: await text(request) };
    response.writeHead(200, {
      'x-answered-by': name,
      'cache-control': 'public, max-age=60',
      ...(method === 'POST' && { 'set-cookie': cookies }),
    });
    response.end(JSON.stringify(seen));
  };
}

async function portOf(server: Server): Promise<number> {
  return Number(new URL(await listen(server, { number: 0, variable: 'PORT' })).port);
}
