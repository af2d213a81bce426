import { atMostTimes, type Figure, shown } from './figure.ts';
import { inNewProcess } from './in-new-process.ts';
import { type MeasuredRequest, measuredId } from './measured-request.ts';
import { median } from './statistics.ts';

const rounds = 31;
const asOnLambda = { AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand' };

/**
 * Measures the import and the first request in a new process, with the embedded database. The function and the bare client, which makes the same
 * calls, take turns. It also measures the first request alone after a preparation like Lambda's INIT phase.
 */
export async function firstRequests({ sides }: MeasuredRequest): Promise<Figure[]> {
  const variants = {
    bare: { side: sides.bare, variables: {} },
    function: { side: sides.function, variables: {} },
    prepared: { side: sides.function, variables: asOnLambda },
  };
  const samples = { bare: [] as number[][], function: [] as number[][], prepared: [] as number[][] };
  for (let round = 0; round < rounds; round++) {
    for (const name of ['bare', 'function', 'prepared'] as const) {
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
  ];
}
