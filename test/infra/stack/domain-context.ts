import { proxySecretHash } from '#test/proxy-secret.ts';

export const domainName = 'login.example.com';

/** The stack makes the certificate and the records. */
export const domainInZone = { domainName, hostedZoneId: 'Z0123456789ABCDEFGHIJ' };

export const certificateIn = (region: string) =>
  `arn:aws:acm:${region}:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** The operator has the certificate, and makes the record. */
export const domainWithCertificate = { domainName, certificateArn: certificateIn('eu-central-1') };

export const edge = {
  ...domainInZone,
  edge: 'true',
  apiUrl: 'https://abcde12345.execute-api.eu-central-1.amazonaws.com',
  REKEY_PROXY_SECRET_HASHES: proxySecretHash,
};
