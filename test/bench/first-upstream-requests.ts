import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { forgotPassword } from '#test/golden/crafter-studio/parts.ts';
import { eventOf } from '#test/golden/send-event.ts';
import { upstreamFolder } from './bundle-everything.ts';
import { type Figure, shown } from './figure.ts';
import { inNewProcess } from './in-new-process.ts';
import { startServedStack } from './served-stack.ts';
import { median } from './statistics.ts';

const rounds = 11;
const id = 'crafter-studio/forgot-password';
/** The function looks the person up only if accounts are not concealed. */
const revealing = { REKEY_CONCEAL_STUDIO_ACCOUNTS: '' };
const asked = forgotPassword('?username=jane.doe').request;

/**
 * Measures the import and the first request, with a call to the product's own server, beside the same with accounts in Rekey's own table. Both take turns.
 * The stand-in answers at once, so this is only Rekey's part.
 */
export async function firstUpstreamRequests(outDir: string): Promise<Figure[]> {
  const upstream = await startServedStack('upstream');
  const { databaseUrl, inboxUrl } = upstream.urls;
  const endpoints = {
    AWS_ENDPOINT_URL_DYNAMODB: databaseUrl,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: databaseUrl,
    AWS_ENDPOINT_URL_SES: inboxUrl,
  };
  const sides = {
    own: { folder: outDir, variables: revealing, samples: [] as number[][] },
    upstream: {
      folder: upstreamFolder(outDir),
      variables: { ...revealing, ...upstream.variables, ...endpoints },
      samples: [] as number[][],
    },
  };
  for (let round = 0; round < rounds; round++) {
    for (const { folder, variables, samples } of Object.values(sides)) {
      const url = pathToFileURL(path.resolve(folder, id, 'index.mjs')).href;
      samples.push(await inNewProcess('first-request', variables, url, JSON.stringify(eventOf(asked, 1))));
    }
  }
  upstream.stop();
  const together = ({ samples }: { samples: number[][] }) => median(samples.map(([load = 0, request = 0]) => load + request));
  const cpu = ({ samples }: { samples: number[][] }) => median(samples.map(([, , used = 0]) => used));
  return [
    shown({
      figure: 'first request, upstream beside own table',
      subject: id,
      unit: 'ms',
      value: together(sides.upstream),
      limit: together(sides.own),
      cpu: { value: cpu(sides.upstream), limit: cpu(sides.own) },
    }),
  ];
}
