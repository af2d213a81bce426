import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { eventBus } from '#lib/audit/event-bus.ts';
import { makeEvent, rekey } from '#lib/audit/make-event.ts';
import { parseSettings } from '#lib/settings/settings.ts';

let refuses: number;
const calls: { bus: string | undefined; details: unknown[] }[] = [];

beforeEach(() => {
  refuses = 0;
  calls.length = 0;
  jest.spyOn(EventBridgeClient.prototype, 'send').mockImplementation(async (command: object) => {
    const { Entries = [] } = command instanceof PutEventsCommand ? command.input : {};
    calls.push({ bus: Entries[0]?.EventBusName, details: Entries.map(({ Detail = '' }) => JSON.parse(Detail)) });
    return { FailedEntryCount: refuses };
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

const events = Array.from({ length: 21 }, (_, index) =>
  makeEvent({
    fact: [index],
    at: index,
    what: 'notice-sent',
    outcome: 'sent',
    realm: 'crafter-studio',
    account: { id: 'jane', tenant: null },
    who: rekey,
    address: null,
    requestId: null,
    operation: null,
  }),
);

test('A7 the bus gets every event, ten in a call, as EventBridge takes them', async () => {
  await eventBus(parseSettings({ REKEY_AUDIT_BUS: 'audit' }))?.put(events);
  expect(calls.map(({ bus, details }) => [bus, details.length])).toEqual([10, 10, 1].map((count) => ['audit', count]));
  expect(calls.flatMap(({ details }) => details)).toEqual(events);
});

test('A7 if the bus does not take one event of a call, the function fails, so that all of them come again', async () => {
  refuses = 1;
  await expect(eventBus(parseSettings({ REKEY_AUDIT_BUS: 'audit' }))?.put(events)).rejects.toThrow('refused an audit event');
});

test('a stack without a bus opens none', () => {
  expect(eventBus(parseSettings({}))).toBeUndefined();
});
