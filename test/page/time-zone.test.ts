import { expect, test } from '@jest/globals';
import { timeZoneIn } from '#lib/page/time-zone.ts';

test('every time zone that a browser may name is taken as it is', () => {
  const zones = [...Intl.supportedValuesOf('timeZone'), 'UTC', 'Etc/GMT+12', 'America/Argentina/ComodRivadavia'];
  expect(zones.length).toBeGreaterThan(400);
  expect(zones.filter((zone) => timeZoneIn(zone) !== zone)).toEqual([]);
});

test.each([undefined, '', 'Europe/Berlin\r\n', 'call +1 555 0100', 'evil.example', '<b>', 'ü', 'x'.repeat(41)])(
  'a form that names the time zone %j names none',
  (field) => {
    expect(timeZoneIn(field)).toBeNull();
  },
);
