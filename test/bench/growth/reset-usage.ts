import { readFileSync } from 'node:fs';
import { routes } from '#lib/routes.ts';

/** What one finished reset of Crafter Studio uses. */
export type ResetUsage = {
  mails: number;
  requests: number;
  /** Calls that only Rekey's own pages make. */
  pageCalls: number;
  writes: number;
  reads: number;
  dollarsPerMillion: number;
};

/** Reads the usage from the table of costs in docs/deploying.md, which the budgets test compares with the count on the wire. */
export function documentedUsage(): ResetUsage {
  const lines = readFileSync('docs/deploying.md', 'utf8').split('\n');
  const ofStudio = (start: string) =>
    Number.parseFloat(
      lines
        .find((line) => line.startsWith(`| ${start}`))
        ?.split('|')[4]
        ?.replaceAll('*', '') ?? '',
    );
  return {
    mails: ofStudio('mails'),
    requests: ofStudio('API Gateway'),
    pageCalls: routes.filter(({ id, method }) => id.startsWith('page/') && id !== 'page/stop' && method === 'GET').length,
    writes: ofStudio('DynamoDB, writes'),
    reads: ofStudio('DynamoDB, reads'),
    dollarsPerMillion: ofStudio('**together**'),
  };
}
