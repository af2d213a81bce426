import { Duration } from 'aws-cdk-lib';
import type { RoutesApi } from '#infra/stack/routes-api.ts';
import { methodsOf, type Route } from '#lib/http/route.ts';
import { disownChange } from '#lib/page/routes.ts';
import type { Verb } from '#lib/reset/reach.ts';
import type { AlarmTopic } from './alarm-topic.ts';
import { linesReporting, logMetric } from './log-metric.ts';

/** Adds the alarms of the routes and of API Gateway. */
export function addHttpAlarms(alarms: AlarmTopic, { accessLog, functions }: RoutesApi): void {
  for (const route of functions.keys()) {
    if (route.onFailure === null) {
      continue;
    }
    const failures = logMetric(`Failures ${route.id}`, [accessLog], failuresOf(route));
    alarms.add({
      name: `${route.id} fails`,
      text: route.onFailure,
      // Someone who meets a failure tries again. Two failures mean that they cannot go on; one may be a passing fault.
      metric: failures.with({ period: Duration.minutes(15) }),
      threshold: 2,
    });
  }
  const takeTokens = [...functions].filter(([route]) => route.touches.includes('resetTokens.find')).map(([, { log }]) => log);
  alarms.add({
    name: 'many tokens are refused',
    text: 'Someone is guessing reset tokens, or the links in the mails do not work.',
    metric: logMetric('TokensRefused', takeTokens, linesReporting('TokensRefused')).with({ period: Duration.minutes(1) }),
    threshold: 30,
    periods: { bad: 3, of: 5 },
  });
  addRefusals(alarms, functions, {
    verb: 'secrets.administrators',
    metricName: 'AdministratorsRefused',
    failures: ['administrator-refused', 'caller-unknown', 'caller-not-allowed'],
    name: 'administrators are refused',
    text: 'Someone tries administrators’ tokens that Rekey does not accept, or the tokens of your administrators do not work.',
  });
  addRefusals(alarms, functions, {
    verb: 'secrets.trafficOpsSessions',
    metricName: 'CookiesForged',
    failures: ['session-forged'],
    name: 'session cookies are forged',
    text: 'Someone sends Traffic Ops sessions that Rekey has not signed, or the secret that signs them was replaced.',
  });
  const closing = [...functions].filter(([{ id }]) => id === disownChange.id).map(([, { log }]) => log);
  alarms.add({
    name: 'someone disowns a change',
    text: 'The owner of an account says that someone else changed its password. The account is closed for a day.',
    metric: logMetric('ChangesDisowned', closing, '{ $.stopped = "closed" }').with({ period: Duration.minutes(1) }),
    threshold: 1,
  });
  const turnedAway = logMetric('TurnedAway', [accessLog], '{ ($.status = 429) && ($.integration = "-") }');
  alarms.add({
    name: 'the API throttles',
    text: 'More requests come in than the stage allows, so API Gateway refuses some of them before they reach Rekey.',
    metric: turnedAway.with({ period: Duration.minutes(5) }),
    threshold: 10,
  });
}

type Refusals = {
  /** The routes with this verb are counted. */
  readonly verb: Verb;
  readonly metricName: string;
  /** The codes in the lines of the functions. */
  readonly failures: readonly string[];
  readonly name: string;
  readonly text: string;
};

function addRefusals(alarms: AlarmTopic, functions: RoutesApi['functions'], refusals: Refusals): void {
  const { verb, metricName, failures, name, text } = refusals;
  const logs = [...functions].filter(([route]) => route.touches.includes(verb)).map(([, { log }]) => log);
  const pattern = `{ ${failures.map((failure) => `($.failure = "${failure}")`).join(' || ')} }`;
  const metric = logMetric(metricName, logs, pattern).with({ period: Duration.minutes(5) });
  alarms.add({ name, text, metric, threshold: 10 });
}

/**
 * Matches the failures of a route that a caller sees: the function's own 500, and API Gateway's answer when the function crashes, takes too long or
 * is throttled. It leaves out two refusals of the contracts that have a status of 500 or more: 501 for an unknown version, and the function's own
 * 503 for a browser that prefetches or that asks for a page of another site.
 */
function failuresOf(route: Route): string {
  const keys = methodsOf(route).flatMap((method) => route.paths.map((path) => `($.routeKey = "${method} ${path}")`));
  const isNoRefusal = '($.status != 501) && (($.status != 503) || ($.integration != "503"))';
  return `{ ($.status >= 500) && ${isNoRefusal} && (${keys.join(' || ')}) }`;
}
