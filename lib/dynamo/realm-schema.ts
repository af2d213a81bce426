import * as z from 'zod/mini';
import { realms } from '../reset/ports.ts';

export const realmSchema = z.enum(realms);
