import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

/** Never give it an event, a body, a query, a header, an address, a link or a token (F4). */
export const logger = new Logger({ serviceName: 'rekey' });

export const metrics = new Metrics({ namespace: 'Rekey', serviceName: 'rekey' });
