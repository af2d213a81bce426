import { type Flags, textOf } from '#infra/stack/flags.ts';
import { type Settings, variableOf } from '#lib/settings/settings.ts';
import { edgeRegion } from './edge-region.ts';

/** A name of the operator's own. The certificate is theirs, or the stack makes it in their hosted zone, with the records of the name. */
export type OwnDomain = { readonly name: string } & (
  | { readonly certificateArn: string; readonly hostedZoneId?: undefined }
  | { readonly hostedZoneId: string; readonly certificateArn?: undefined }
);

/** What the stack of `npm run deploy:edge` is made with. */
export type Edge = {
  readonly domain: OwnDomain;
  /** Where calls are passed on. Absent in a deployment of the API, which does not need it. */
  readonly apiUrl: string | undefined;
  /** The most requests that are let through from one address. */
  readonly requestsPerFiveMinutes: number;
};

/** The header in which the edge sends the client's address. */
export const edgeAddressHeader = 'X-Rekey-Client';

type DomainFlags = Pick<
  Flags,
  'domainName' | 'certificateArn' | 'hostedZoneId' | 'edge' | 'apiUrl' | 'edgeRequestsPerFiveMinutes'
>;

type Found = { domain?: OwnDomain; edge?: Edge; faults: readonly string[] };

type Variables = { readonly [variable: string]: string };

/**
 * Adds the settings that follow from a name and an edge. The operator's own value of a setting wins: people may reach Rekey on the name of a product,
 * and the product's front then calls Rekey's own name.
 */
export function withDomainDefaults(variables: Variables, context: { readonly [name: string]: unknown }): Variables {
  const name = textOf(context.domainName);
  const isEdge = textOf(context.edge) === 'true' && variables[variableOf('proxySecretHashes')] !== '';
  const defaults = {
    ...(name !== '' && { [variableOf('publicUrl')]: `https://${name}` }),
    ...(isEdge && { [variableOf('clientAddressHeader')]: edgeAddressHeader, [variableOf('onlyThroughProxy')]: 'true' }),
  };
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value || (defaults[name] ?? '')]));
}

/** @param region the stack's region, if the CDK knows it */
export function domainOf(flags: DomainFlags, settings: Settings, region: string | undefined): Found {
  const { domainName, certificateArn, hostedZoneId } = flags;
  const isEdge = flags.edge === 'true';
  const faults = [
    ...faultsOfName(flags, isEdge ? edgeRegion : region),
    ...(isEdge ? faultsOfEdge(flags, settings) : flagsWithoutEdge(flags)),
  ];
  const certificate = certificateArn ? { certificateArn } : hostedZoneId && { hostedZoneId };
  if (domainName === undefined || !certificate || faults.length > 0) {
    return { faults };
  }
  const domain: OwnDomain = { name: domainName, ...certificate };
  const { apiUrl, edgeRequestsPerFiveMinutes } = flags;
  return isEdge
    ? { edge: { domain, apiUrl, requestsPerFiveMinutes: edgeRequestsPerFiveMinutes ?? defaultRequests(settings) }, faults }
    : { domain, faults };
}

function faultsOfName({ domainName, certificateArn, hostedZoneId }: DomainFlags, region: string | undefined): string[] {
  const others = Object.entries({ certificateArn, hostedZoneId }).filter(([, value]) => value !== undefined);
  const certificateRegion = certificateArn?.split(':')[3];
  return [
    ...(domainName === undefined ? others.map(([flag]) => `${flag} needs domainName`) : []),
    ...(domainName !== undefined && others.length === 0
      ? ['domainName needs certificateArn, or hostedZoneId if the stack has to make the certificate and the records']
      : []),
    ...(others.length === 2
      ? ['certificateArn and hostedZoneId exclude each other: with hostedZoneId the stack makes a certificate of its own']
      : []),
    ...(certificateRegion !== undefined && region !== undefined && certificateRegion !== region
      ? [`certificateArn is in ${certificateRegion}, and must be in ${region}`]
      : []),
  ];
}

function faultsOfEdge({ domainName, edgeRequestsPerFiveMinutes }: DomainFlags, settings: Settings): string[] {
  const { applicationRequestsPerFiveMinutes, clientAddressHeader, proxySecretHashes } = settings;
  return [
    ...(domainName === undefined ? ['edge needs domainName'] : []),
    ...(proxySecretHashes === null
      ? [`edge needs ${variableOf('proxySecretHashes')}: \`npm run admin -- --stack <name> proxy-secret\` prints it`]
      : []),
    ...(proxySecretHashes === null || clientAddressHeader?.toLowerCase() === edgeAddressHeader.toLowerCase()
      ? []
      : [`edge sends the client's address in ${edgeAddressHeader}: leave ${variableOf('clientAddressHeader')} out`]),
    ...(edgeRequestsPerFiveMinutes !== undefined && edgeRequestsPerFiveMinutes < applicationRequestsPerFiveMinutes
      ? [
          `edgeRequestsPerFiveMinutes must be ${applicationRequestsPerFiveMinutes} or more, because an application may send so many from one address (${variableOf('applicationRequestsPerFiveMinutes')})`,
        ]
      : []),
  ];
}

function flagsWithoutEdge({ apiUrl, edgeRequestsPerFiveMinutes }: DomainFlags): string[] {
  const given = Object.entries({ apiUrl, edgeRequestsPerFiveMinutes }).filter(([, value]) => value !== undefined);
  return given.map(([flag]) => `${flag} needs edge`);
}

/** Two applications behind one address. */
function defaultRequests({ applicationRequestsPerFiveMinutes }: Settings): number {
  return 2 * applicationRequestsPerFiveMinutes;
}
