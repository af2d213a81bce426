import type { Settings } from '#lib/settings/settings.ts';
import type { AuditEvent } from './audit-event.ts';

export type AuditBus = {
  /** Resolves when the bus has accepted all of them. */
  put(events: readonly AuditEvent[]): Promise<void>;
};

const auditSource = 'rekey.audit';

/** EventBridge takes ten events in a call. */
const mostEvents = 10;

/** The bus that the settings name; undefined if they name none. Only then is its client loaded. */
export function eventBus({ auditBus }: Settings): AuditBus | undefined {
  if (auditBus === null) {
    return undefined;
  }
  const opened = import('@aws-sdk/client-eventbridge').then(({ EventBridgeClient, PutEventsCommand }) => {
    const client = new EventBridgeClient({ maxAttempts: 3 });
    return async (events: readonly AuditEvent[]) => {
      const Entries = events.map((event) => ({
        EventBusName: auditBus,
        Source: auditSource,
        DetailType: event.what,
        Time: new Date(event.time),
        Detail: JSON.stringify(event),
      }));
      const { FailedEntryCount = 0 } = await client.send(new PutEventsCommand({ Entries }));
      if (FailedEntryCount > 0) {
        throw new Error('EventBridge has refused an audit event');
      }
    };
  });
  return {
    put: async (events) => {
      const send = await opened;
      for (let from = 0; from < events.length; from += mostEvents) {
        await send(events.slice(from, from + mostEvents));
      }
    },
  };
}
