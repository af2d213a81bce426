import { Stack } from 'aws-cdk-lib';
import { CfnQueryDefinition, type LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** The queries that CloudWatch Logs Insights offers under *Saved queries*, in a folder with the name of the stack. */
export function addAuditQueries(scope: Construct, log: LogGroup): void {
  for (const [id, { name, query }] of Object.entries(queries)) {
    new CfnQueryDefinition(scope, id, {
      name: `${Stack.of(scope).stackName}/${name}`,
      logGroupNames: [log.logGroupName],
      queryString: [...query, 'limit 1000'].join('\n| '),
    });
  }
}

const fields = 'fields time, what, outcome, realm, account.id, who.kind, who.name, address, requestId, operation, id';

/** An event may be there twice, under the same id. */
const eachOnce = ['sort time desc', 'dedup id'];

const queries = {
  whoResetWhat: {
    name: 'Who reset what',
    query: [fields, 'filter what in ["reset-asked", "reset-mailed", "password-set", "notice-sent"]', ...eachOnce],
  },
  refusedTokens: {
    name: 'Refused tokens per address',
    query: [
      'filter what = "reset-refused" and outcome = "token-refused"',
      'stats count_distinct(id) as refused, earliest(time) as firstSeen, latest(time) as lastSeen by address, operation',
      'sort refused desc',
    ],
  },
  administratorsActs: {
    name: 'Acts of administrators and operators',
    query: [fields, 'filter who.kind in ["administrator", "operator"]', ...eachOnce],
  },
};
