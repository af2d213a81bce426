import type { Deployment } from '#infra/stack/deployment.ts';
import type { Flags } from '#infra/stack/flags.ts';

/** What a function spends its time on: computing a bcrypt hash, waiting for the network while a person waits, or sending mail. */
export type FunctionKind = 'hashing' | 'waiting' | 'mail';

export type CapacityFlags = Pick<
  Flags,
  | 'waitingMegabytes'
  | 'mailMegabytes'
  | 'waitingReservedConcurrency'
  | 'mailReservedConcurrency'
  | 'mailParallelization'
  | 'provisionedConcurrency'
>;

/**
 * Lambda gives a function processor time in proportion to its memory. A bcrypt hash keeps one processor busy, and 1,769 MB buys a whole one. The
 * other functions wait for the network, and only their cold start (loading code and the first TLS handshake) needs a processor.
 */
const wholeProcessorMegabytes = 1_769;

export function megabytesOf(kind: FunctionKind, { waitingMegabytes, mailMegabytes }: Deployment): number {
  return { hashing: wholeProcessorMegabytes, waiting: waitingMegabytes, mail: mailMegabytes }[kind];
}

/** The concurrency that only this function may use, and that it cannot exceed. A bound on hashing would lock people out, so there is none. */
export function reservedConcurrencyOf(kind: FunctionKind, deployment: Deployment): number | undefined {
  const { waitingReservedConcurrency, mailReservedConcurrency } = deployment;
  return { hashing: undefined, waiting: waitingReservedConcurrency, mail: mailReservedConcurrency }[kind];
}

/** Faults of flags that Lambda would refuse in the middle of a deployment, or that would stop mail. */
export function capacityFaults(flags: CapacityFlags): string[] {
  const { waitingReservedConcurrency, provisionedConcurrency, mailReservedConcurrency, mailParallelization } = flags;
  const isOver = (given = 0, bound = given) => given > bound;
  return [
    ...(isOver(provisionedConcurrency, waitingReservedConcurrency)
      ? ['provisionedConcurrency must not be above waitingReservedConcurrency: Lambda keeps it out of what is reserved']
      : []),
    ...(isOver(mailParallelization, mailReservedConcurrency)
      ? ['mailParallelization must not be above mailReservedConcurrency: the batches beyond it would be throttled']
      : []),
  ];
}
