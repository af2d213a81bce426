import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Application, Applications } from '#lib/reset/ports.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import { isHashOfPublished } from '#lib/settings/published-credentials.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { readItem, type StoredItem } from './stored-item.ts';

export function dynamoApplications(settings: Settings): Applications {
  return {
    find: async (accessTokenHash) => {
      if (isHashOfPublished(accessTokenHash, settings)) {
        return undefined;
      }
      const item = await readItem(settings.applicationsTable, { accessTokenHash });
      return item && applicationFromItem(item);
    },
  };
}

/** @throws {z.core.$ZodError} when the item is not an application */
export function applicationFromItem(item: StoredItem): Application {
  return z.parse(storedApplication(), unmarshall(item));
}

const storedApplication = madeOnce(() =>
  z.object({
    accessTokenHash: z.string(),
    name: z.string(),
    tenantPermissions: z.array(z.object({ tenant: z.string(), allowedActions: z.array(z.string()) })),
    expiresOn: z.nullable(z.number()),
    resetPasswordUrls: z.array(z.string()),
  }),
);
