import middy, { type MiddyfiedHandler } from '@middy/core';
import type { Context, SNSEvent } from 'aws-lambda';
import { canonicalAddress } from '#lib/reset/address.ts';
import { realms } from '#lib/reset/ports.ts';
import type { Reach } from '#lib/reset/reach.ts';
import { type Adapters, openPorts } from '#lib/runtime/adapters.ts';
import { logger, withoutMessage } from '#lib/runtime/log.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import { currentSettings, type Settings } from '#lib/settings/settings.ts';
import type { MailFunctionId, TouchedBy } from './mail-functions.ts';
import { type DeliveryReport, parseDeliveryReport } from './parse-delivery-report.ts';

type Handler = MiddyfiedHandler<SNSEvent, void, Error, Context>;

export type ReportFunction = Handler & {
  /** The same handler over other adapters and settings. */
  with(adapters: Adapters<'accounts' | 'mailNotes'>, settings: Settings): Handler;
};

/**
 * The Lambda handler of the topic to which SES reports what became of mails. The addresses that our mails went to get no more reset mails in any
 * realm after a bounce or a complaint (M10), and each report is noted for the operator. Events of other kinds are otherwise logged and ignored (M14). If
 * a bounce or a complaint cannot be handled, the handler throws; Lambda tries again and then keeps the report in the failure queue. Handling a report
 * twice does no harm.
 *
 * @param adapters opened once, on the first report
 */
export function defineReportJob(id: MailFunctionId, adapters: Adapters<'accounts' | 'mailNotes'>): ReportFunction {
  return Object.assign(
    handlerOf(id, () => openPorts(adapters, currentSettings())),
    { with: (given: Adapters<'accounts' | 'mailNotes'>, settings: Settings) => handlerOf(id, () => openPorts(given, settings)) },
  );
}

type Reached = Reach<TouchedBy<'mail/record-undeliverable'>>;

function handlerOf(id: MailFunctionId, open: () => Reached): Handler {
  const ports = madeOnce(open);
  return middy<SNSEvent, void>().handler(async (event, context: Context | undefined) => {
    const fields = { function: id, invocationId: context?.awsRequestId ?? 'none' };
    try {
      for (const { Sns } of event.Records) {
        const { kind, accounts } = await markReported(ports(), Sns.Message);
        if (accounts === 0) {
          logger.warn('delivery report about no account', { ...fields, kind });
        } else {
          logger.info('delivery report done', { ...fields, kind, accounts });
        }
      }
    } catch (failure) {
      logger.error('delivery report failed', { ...fields, ...withoutMessage(failure) });
      // Lambda logs what is thrown, and the failure's own message may contain an address (F4).
      throw new Error('the delivery report could not be dealt with');
    }
  });
}

async function markReported({ accounts, mailNotes }: Reached, message: string) {
  const report = parseDeliveryReport(message);
  const marked = await mark(accounts, report);
  await note(mailNotes, report);
  return marked;
}

/** A lost note leaves a gap in what the operator sees, and does no other harm. So it fails no report (M14). */
async function note(mailNotes: Reached['mailNotes'], { mail }: DeliveryReport): Promise<void> {
  try {
    await (mail && mailNotes.noteDelivery({ ...mail, now: Date.now() }));
  } catch (error) {
    logger.warn('a delivery report was not noted', withoutMessage(error));
  }
}

async function mark(accounts: Reached['accounts'], report: DeliveryReport) {
  if (report.kind !== 'bounce' && report.kind !== 'complaint') {
    return { kind: report.kind, accounts: undefined };
  }
  const { kind: cause, addresses } = report;
  const marks = addresses
    .map(canonicalAddress)
    .flatMap((address) => realms.map((realm) => accounts.markUndeliverable(realm, address, { cause, since: Date.now() })));
  const marked = await Promise.all(marks);
  return { kind: cause, accounts: marked.reduce((sum, count) => sum + count, 0) };
}
