import { type TableDefinition, tables } from '#lib/dynamo/tables.ts';
import type { Settings } from '#lib/settings/settings.ts';

export type StreamedTable = { name: string; key: string; stream: NonNullable<TableDefinition['stream']> };

/** Lists the tables that have a stream, with their names from the settings. */
export function streamedTables(settings: Settings): readonly StreamedTable[] {
  return Object.values(tables).flatMap(({ nameSetting, key, stream }) =>
    stream === undefined ? [] : [{ name: settings[nameSetting], key, stream }],
  );
}
