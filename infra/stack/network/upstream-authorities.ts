import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Flags } from '#infra/stack/flags.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { needsServer } from './network-ids.ts';

type Authorities = { readonly pem?: string; readonly faults: readonly string[] };

const certificates = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** Reads the PEM file that `upstreamCa` names, with one certificate or more. Only the certificates go on into the bundles. */
export function readAuthorities({ upstreamCa: file }: Pick<Flags, 'upstreamCa'>, settings: Settings): Authorities {
  if (file === undefined) {
    return { faults: [] };
  }
  const text = contentOf(file);
  if (text === undefined) {
    return { faults: [`upstreamCa: the file ${file} cannot be read`] };
  }
  const found = text.match(certificates) ?? [];
  const faults = [
    ...needsServer('upstreamCa', settings),
    ...(found.length === 0 ? [`upstreamCa: ${file} contains no certificate in PEM`] : []),
    ...(text.includes('PRIVATE KEY') ? [`upstreamCa: ${file} contains a private key. Keep only the certificates in it`] : []),
    ...found.flatMap((pem, index) => faultsOf(pem, `upstreamCa: certificate ${index + 1} in ${file}`)),
  ];
  return faults.length > 0 ? { faults } : { pem: `${found.join('\n')}\n`, faults };
}

function faultsOf(pem: string, name: string): string[] {
  try {
    const { subject, validToDate } = new X509Certificate(pem);
    const isOver = validToDate.getTime() <= Date.now();
    return isOver ? [`${name} (${subject.replaceAll('\n', ', ')}) expired on ${validToDate.toISOString().slice(0, 10)}`] : [];
  } catch {
    return [`${name} is damaged`];
  }
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
