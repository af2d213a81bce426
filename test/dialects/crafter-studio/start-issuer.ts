import { createServer } from 'node:http';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair } from 'jose';

const algorithms = ['RS256', 'ES256', 'PS256'] as const;
type Algorithm = (typeof algorithms)[number];

type Answer = { status: number; body: string; location?: string };

export type Issuer = {
  /** Its identifier, which is also the base URL of its discovery document. */
  url: string;
  privateKeys: { readonly [A in Algorithm]: CryptoKey };
  /** The public RS256 key as PEM, which an attack that swaps the algorithm uses as a secret. */
  publicPem: string;
  /** How many requests it got. */
  requests(): number;
  /** From now on it answers with these instead of its documents. A document without a replacement is answered again. */
  answerWith(answers: { discovery?: Answer; keys?: Answer }): void;
  stop(): Promise<void>;
};

/** An OpenID provider on loopback: its discovery document and its key set. */
export async function startIssuer(): Promise<Issuer> {
  const pairs = await Promise.all(algorithms.map((algorithm) => generateKeyPair(algorithm, { extractable: true })));
  const keys = await Promise.all(
    pairs.map(async ({ publicKey }, index) => ({ ...(await exportJWK(publicKey)), kid: algorithms[index], use: 'sig' })),
  );
  let requests = 0;
  let others: { discovery?: Answer; keys?: Answer } = {};
  let url = '';
  const server = createServer((request, response) => {
    requests++;
    const isForKeys = request.url === '/keys';
    const document = isForKeys ? { keys } : { issuer: url, jwks_uri: `${url}/keys` };
    const other = isForKeys ? others.keys : others.discovery;
    const location = other?.location === undefined ? {} : { Location: other.location };
    response.writeHead(other?.status ?? 200, { 'Content-Type': 'application/json', ...location });
    response.end(other?.body ?? JSON.stringify(document));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const [rs, es, ps] = pairs;
  if (rs === undefined || es === undefined || ps === undefined) {
    throw new Error('there is a key pair missing');
  }
  return {
    url,
    privateKeys: { RS256: rs.privateKey, ES256: es.privateKey, PS256: ps.privateKey },
    publicPem: await exportSPKI(rs.publicKey),
    requests: () => requests,
    answerWith: (answers) => {
      others = answers;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
