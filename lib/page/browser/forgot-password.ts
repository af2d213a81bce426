import { fillInTimeZone } from './fill-in-time-zone.ts';

fillInTimeZone();
