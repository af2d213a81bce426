import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { atMostTimes, type Figure, shown } from './figure.ts';
import { inNewProcess } from './in-new-process.ts';
import { type MeasuredRequest, measuredId } from './measured-request.ts';
import { median } from './statistics.ts';

const rounds = 15;
const asOnLambda = { AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand' };

/**
 * Measures the import and the first request in a new process, with the embedded database. The function and the bare client, which makes the same
 * calls, take turns. It also measures the first request alone after a preparation like Lambda's INIT phase, and the function with a code cache.
 *
 * @param cachedDir holds the bundles with a code cache
 */
export async function firstRequests({ sides }: MeasuredRequest, cachedDir: string): Promise<Figure[]> {
  const cachedUrl = pathToFileURL(path.resolve(cachedDir, measuredId, 'index.mjs')).href;
  const variants = {
    bare: { side: sides.bare, variables: {} },
    function: { side: sides.function, variables: {} },
    prepared: { side: sides.function, variables: asOnLambda },
    cached: { side: { ...sides.function, url: cachedUrl }, variables: {} },
    both: { side: { ...sides.function, url: cachedUrl }, variables: asOnLambda },
  };
  const samples: { [name in keyof typeof variants]: number[][] } = { bare: [], function: [], prepared: [], cached: [], both: [] };
  for (let round = 0; round < rounds; round++) {
    for (const name of ['bare', 'function', 'prepared', 'cached', 'both'] as const) {
      const { side, variables } = variants[name];
      samples[name].push(await inNewProcess('first-request', variables, side.url, JSON.stringify(side.event())));
    }
  }
  const together = (name: keyof typeof samples) => median(samples[name].map(([load = 0, request = 0]) => load + request));
  const alone = (name: keyof typeof samples) => median(samples[name].map(([, request = 0]) => request));
  const cpuOf = (name: keyof typeof samples) => median(samples[name].map(([, , cpu = 0]) => cpu));
  const cpu = (name: keyof typeof samples) => ({ value: cpuOf(name), limit: cpuOf('bare') });
  const figure = { subject: measuredId, unit: 'ms' } as const;
  return [
    atMostTimes(
      {
        ...figure,
        figure: 'import and first request, median',
        value: together('function'),
        limit: together('bare'),
        cpu: cpu('function'),
      },
      1.1,
    ),
    shown({
      ...figure,
      figure: 'the same with an INIT phase',
      value: together('prepared'),
      limit: together('bare'),
      cpu: cpu('prepared'),
    }),
    shown({ ...figure, figure: 'its first request alone', value: alone('prepared'), limit: alone('bare') }),
    ...(['cached', 'both'] as const).map((name) =>
      shown({
        ...figure,
        figure: `with a code cache${name === 'both' ? ' and an INIT phase' : ''}`,
        value: together(name),
        limit: together('bare'),
        cpu: cpu(name),
      }),
    ),
  ];
}
