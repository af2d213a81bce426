import { Duration } from 'aws-cdk-lib';
import type { Route } from '#lib/http/route.ts';
import type { AlarmBell } from './alarm-bell.ts';
import { countedLines, reportsOf } from './counted-lines.ts';
import type { RoutesApi } from './http-api.ts';

/** The alarms of what people ask over HTTP. */
export function ringForHttp(bell: AlarmBell, { accessLog, functions }: RoutesApi): void {
  for (const route of functions.keys()) {
    if (route.onFailure === null) {
      continue;
    }
    const failures = countedLines(`Failures ${route.id}`, [accessLog], failuresOf(route));
    bell.ring({
      name: `${route.id} fails`,
      text: route.onFailure,
      // Whoever meets a failure tries again: two are somebody who cannot go on, one may have been a hiccup.
      metric: failures.with({ period: Duration.minutes(15) }),
      threshold: 2,
    });
  }
  const takeTokens = [...functions].filter(([route]) => route.touches.includes('resetTokens.find')).map(([, { log }]) => log);
  bell.ring({
    name: 'many tokens are refused',
    text: 'Somebody is guessing reset tokens, or the links in the mails do not work.',
    metric: countedLines('TokensRefused', takeTokens, reportsOf('TokensRefused')).with({ period: Duration.minutes(1) }),
    threshold: 30,
    periods: { bad: 3, of: 5 },
  });
  const turnedAway = countedLines('TurnedAway', [accessLog], '{ ($.status = 429) && ($.integration = "-") }');
  bell.ring({
    name: 'the API throttles',
    text: 'API Gateway turns people away before Rekey sees them: more requests come in than the stage lets through.',
    metric: turnedAway.with({ period: Duration.minutes(5) }),
    threshold: 10,
  });
}

/**
 * Whatever the person got: the function's own 500, or API Gateway's answer when the function crashed, took too long or was throttled. Not the
 * refusals of the contracts that are numbered alike: 501 for an unknown version, and the function's own 503 for a prefetching browser.
 */
function failuresOf({ method, paths }: Route): string {
  const keys = paths.map((path) => `($.routeKey = "${method} ${path}")`);
  const isNoRefusal = '($.status != 501) && (($.status != 503) || ($.integration != "503"))';
  return `{ ($.status >= 500) && ${isNoRefusal} && (${keys.join(' || ')}) }`;
}
