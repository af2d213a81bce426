import { allExchanges } from '#test/golden/all-exchanges.ts';
import { eventOf } from '#test/golden/send-event.ts';
import { callsOfLinks, callsOfPages } from '#test/page/calls-of-pages.ts';
import { planSmoke } from '#test/smoke/plan-smoke.ts';
import { mailEvents } from './mail-events.ts';

const loopback = 'http://127.0.0.1';
const demo = { baseUrl: loopback, publicUrl: loopback, isDemo: true, isSamLocal: true };

/** Makes an event for every row of every route that works with the demo, for each page and its script, and for each mail function. The keys are file paths. */
export async function goldenEvents(): Promise<ReadonlyMap<string, object>> {
  const { chosen } = await planSmoke(allExchanges, demo, Number.POSITIVE_INFINITY);
  const byFile = Map.groupBy(chosen, ({ route, row }) => `${route}/${row}.json`);
  const events = [...byFile].flatMap(([file, same]) =>
    same.slice(0, 1).map(({ request }): [string, object] => [file, eventOf(request, 1)]),
  );
  const pages = Object.entries({ ...callsOfPages, ...callsOfLinks }).map(([id, call]): [string, object] => [
    `${id}/good.json`,
    eventOf(call, 1),
  ]);
  const mails = Object.entries(mailEvents).map(([id, event]): [string, object] => [`${id}/record.json`, event]);
  return new Map([...events, ...pages, ...mails]);
}
