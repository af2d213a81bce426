import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** Tags of DER, the form of a certificate. */
const tag = { boolean: 1, integer: 2, bits: 3, bytes: 4, oid: 6, text: 12, time: 23, sequence: 48, set: 49 } as const;

const ecdsaWithSha256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const commonName = [0x55, 0x04, 0x03];
const alternativeNames = [0x55, 0x1d, 0x11];
const basicConstraints = [0x55, 0x1d, 0x13];

/**
 * A certificate for 127.0.0.1 that nobody has signed but itself, and its key, as PEM.
 *
 * @param address the IPv4 address that it is for
 * @param untilDays in how many days it expires
 */
export function selfSignedCertificate(address = [127, 0, 0, 1], { untilDays = 1 } = {}): { key: string; cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(tag.sequence, der(tag.oid, ecdsaWithSha256));
  const name = der(tag.sequence, der(tag.set, der(tag.sequence, der(tag.oid, commonName), der(tag.text, Buffer.from('double')))));
  const time = (offsetDays: number) => {
    const date = new Date(Date.now() + offsetDays * 86_400_000).toISOString();
    return der(tag.time, Buffer.from(`${date.slice(2, 19).replace(/\D/g, '')}Z`));
  };
  const subjectNames = der(tag.sequence, der(0x87, address));
  const authority = der(tag.sequence, der(tag.boolean, [0xff]));
  const extensions = der(
    tag.sequence,
    der(tag.sequence, der(tag.oid, alternativeNames), der(tag.bytes, subjectNames)),
    der(tag.sequence, der(tag.oid, basicConstraints), der(tag.boolean, [0xff]), der(tag.bytes, authority)),
  );
  const content = der(
    tag.sequence,
    der(0xa0, der(tag.integer, [2])),
    der(tag.integer, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    der(tag.sequence, time(-1), time(untilDays)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const signature = sign('sha256', content, privateKey);
  const certificate = der(tag.sequence, content, algorithm, der(tag.bits, [0], signature));
  const lines = certificate.toString('base64').replace(/.{64}/g, '$&\n');
  return {
    key: `${privateKey.export({ type: 'pkcs8', format: 'pem' })}`,
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

function der(first: number, ...parts: (Buffer | readonly number[])[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([first, ...size]), content]);
}
