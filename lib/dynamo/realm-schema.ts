import * as z from 'zod/mini';
import { realms } from '#lib/reset/ports.ts';

export const realmSchema = z.enum(realms);
