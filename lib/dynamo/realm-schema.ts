import * as z from 'zod/mini';
import type { Realm } from '../reset/ports.ts';

export const realmSchema = z.enum(['crafter-profile', 'crafter-studio', 'traffic-ops'] satisfies Realm[]);
