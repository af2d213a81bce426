import { fuzzRoutes } from './fuzz-routes.ts';
import { startRekey } from './start-rekey.ts';

fuzzRoutes(startRekey, 200);
