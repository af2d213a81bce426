import { createSocket } from 'node:dgram';

/** The values of a name: `bounce.example.com MX` has `10 mail.example.com`. */
export type Zone = { [nameAndType: string]: readonly string[] };

/** A DNS server on loopback for CNAME, MX and TXT. A name that has no values does not exist. */
export async function startDns(zone: Zone): Promise<{ address: string; stop(): void }> {
  const socket = createSocket('udp4', (query, from) => {
    socket.send(answerTo(zone, query), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return { address: `127.0.0.1:${socket.address().port}`, stop: () => socket.close() };
}

const types: { readonly [number: number]: string } = { 5: 'CNAME', 15: 'MX', 16: 'TXT' };
const headerBytes = 12;

/** RFC 1035, section 4. */
function answerTo(zone: Zone, query: Buffer): Buffer {
  const labels: string[] = [];
  let at = headerBytes;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const type = query.readUInt16BE(at + 1);
  const values = zone[`${labels.join('.')} ${types[type]}`] ?? [];
  const flags = values.length > 0 ? 0x8180 : 0x8183;
  const header = Buffer.concat([query.subarray(0, 2), numbers(flags, 1, values.length, 0, 0)]);
  // The name of each answer is that of the question.
  const answers = values.map((value) => {
    const data = dataOf(types[type] ?? '', value);
    return Buffer.concat([numbers(0xc00c, type, 1, 0, 60, data.length), data]);
  });
  return Buffer.concat([header, query.subarray(headerBytes, at + 5), ...answers]);
}

function dataOf(type: string, value: string): Buffer {
  if (type === 'TXT') {
    return text(value);
  }
  const [priority = '', host = ''] = type === 'MX' ? value.split(' ') : ['', value];
  const name = Buffer.concat([...host.split('.').map(text), Buffer.from([0])]);
  return type === 'MX' ? Buffer.concat([numbers(Number(priority)), name]) : name;
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([value.length]), Buffer.from(value, 'latin1')]);
}

function numbers(...values: number[]): Buffer {
  return Buffer.from(new Uint8Array(values.flatMap((value) => [value >> 8, value & 0xff])));
}
