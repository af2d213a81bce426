import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { Edge } from '#infra/stack/domain/own-domain.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { countedRules } from './counted-rules.ts';

type FirewallProps = { readonly edge: Edge; readonly settings: Settings };

type Rule = CfnWebACL.RuleProperty;

/**
 * Rekey refuses an address over its limit in the words of the product, so the firewall lets this many times as many through before it refuses in its
 * own. Without it, fewer addresses could use up the throttle that all callers share.
 */
const timesOwnLimit = 10;

/** The calls of Crafter Profile come from applications, which send those of all their people from one address. */
const fromApplications = '^(/crafter-profile)?/api/1/profile/';

/** AWS WAF in front of CloudFront. It stores no samples, because these hold paths and query strings, and with them names and tokens (F4). */
export class Firewall extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { edge, settings }: FirewallProps) {
    super(scope, id);
    const { requestsPerFiveMinutes: most } = edge;
    const rules = [
      rateRule('requestsPerAddress', most),
      rateRule('anonymousRequestsPerAddress', Math.min(most, timesOwnLimit * settings.requestsPerFiveMinutes), {
        notStatement: { statement: pathMatches(fromApplications) },
      }),
      managedRules('AWSManagedRulesAmazonIpReputationList'),
      managedRules('AWSManagedRulesKnownBadInputsRuleSet'),
      managedRules('AWSManagedRulesCommonRuleSet', countedRules),
    ];
    const acl = new CfnWebACL(this, 'acl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      rules: rules.map((rule, priority) => ({ ...rule, priority })),
      visibilityConfig: countedAs('firewall'),
    });
    this.arn = acl.attrArn;
  }
}

function rateRule(name: string, limit: number, scopeDownStatement?: CfnWebACL.StatementProperty): Omit<Rule, 'priority'> {
  return {
    name,
    statement: {
      rateBasedStatement: {
        aggregateKeyType: 'IP',
        evaluationWindowSec: 300,
        limit,
        ...(scopeDownStatement && { scopeDownStatement }),
      },
    },
    action: { block: { customResponse: { responseCode: 429, responseHeaders: [{ name: 'Retry-After', value: '300' }] } } },
    visibilityConfig: countedAs(name),
  };
}

function pathMatches(regexString: string): CfnWebACL.StatementProperty {
  return {
    regexMatchStatement: {
      fieldToMatch: { uriPath: {} },
      regexString,
      textTransformations: [{ priority: 0, type: 'NONE' }],
    },
  };
}

/** @param counted the rules of the group that count a request and let it through */
function managedRules(name: string, counted: readonly string[] = []): Omit<Rule, 'priority'> {
  return {
    name,
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ...(counted.length > 0 && {
          ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
        }),
      },
    },
    overrideAction: { none: {} },
    visibilityConfig: countedAs(name),
  };
}

function countedAs(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}
