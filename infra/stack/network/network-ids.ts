import type { Flags } from '#infra/stack/flags.ts';
import { upstreamRealms } from '#lib/settings/is-upstream.ts';
import { productServers } from '#lib/settings/product-servers.ts';
import { type Settings, variableOf } from '#lib/settings/settings.ts';

/** The part of the operator's own network in which functions run. */
export type NetworkIds = {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
};

type NetworkFlags = Pick<Flags, 'vpcId' | 'subnetIds' | 'securityGroupIds' | 'vpcReachesAws'>;

/** @returns no ids if the operator names no network, or if there are faults */
export function networkOf(flags: NetworkFlags, settings: Settings): { ids?: NetworkIds; faults: readonly string[] } {
  const { vpcId, subnetIds, securityGroupIds } = flags;
  const named = Object.entries({ vpcId, subnetIds, securityGroupIds });
  const missing = named.filter(([, value]) => value === undefined).map(([name]) => name);
  const reachesAws = flags.vpcReachesAws === 'true';
  if (missing.length === named.length) {
    return { faults: reachesAws ? ['vpcReachesAws needs vpcId, subnetIds and securityGroupIds'] : [] };
  }
  const faults = [
    ...(missing.length > 0 ? [`vpcId, subnetIds and securityGroupIds go together: ${missing.join(' and ')} is missing`] : []),
    ...needsServer('vpcId', settings),
    ...(reachesAws ? [] : [mustReachAws(settings)]),
  ];
  return vpcId && subnetIds && securityGroupIds && faults.length === 0
    ? { ids: { vpcId, subnetIds, securityGroupIds }, faults }
    : { faults };
}

/** The fault of a flag that means nothing while Rekey keeps all accounts itself, if it does. */
export function needsServer(flag: string, settings: Settings): string[] {
  const urls = Object.values(productServers).map(({ url }) => variableOf(url));
  return upstreamRealms(settings).length > 0 ? [] : [`${flag} needs the URL of a product's own server: set ${urls.join(' or ')}`];
}

/** Only the operator knows what their subnets reach. The synthesis asks AWS nothing, so it must be told (ADR 17). */
function mustReachAws({ crafterStudioUrl, oidcIssuer, pwnedPasswords }: Settings): string {
  const provider =
    crafterStudioUrl !== null && oidcIssuer !== null
      ? ` They must also reach ${oidcIssuer}, to which no VPC endpoint leads.`
      : '';
  const pwned = pwnedPasswords === 'off' ? '' : ' They must also reach api.pwnedpasswords.com, through a NAT gateway.';
  return `vpcReachesAws must be true. A function in a VPC reaches only what its subnets reach. Make sure that they reach DynamoDB, Secrets Manager and the API of SES, by a NAT gateway or by VPC endpoints for dynamodb, secretsmanager and email: docs/deploying.md, "Servers in a private network".${provider}${pwned}`;
}
