import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sesLocal from 'aws-ses-v2-local';

type Received = {
  /** The message as it went over the wire. */
  raw: string;
  /** The other parameters of the call. */
  parameters: URLSearchParams;
};

export type MailServer = {
  url: string;
  received: Received[];
  /** Faults to answer with instead of accepting a mail. Each is used once. */
  faults: { status: number; code: string; message: string }[];
  close(): Promise<void>;
};

/** The local SES on a free port of the loopback interface. It records every message as it arrives. */
export async function startMailServer(): Promise<MailServer> {
  const server = await sesLocal.default({ host: '127.0.0.1', port: 0 });
  const received: Received[] = [];
  const faults: MailServer['faults'] = [];
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const fault = faults.shift();
    if (fault !== undefined) {
      response.writeHead(fault.status, { 'content-type': 'text/xml' }).end(errorBody(fault));
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => received.push(read(Buffer.concat(chunks).toString())));
    for (const listener of listeners) {
      listener.call(server, request, response);
    }
  });
  // The address of a server that listens on a port has this type.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    faults,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function read(body: string): Received {
  const parameters = new URLSearchParams(body);
  const raw = Buffer.from(parameters.get('RawMessage.Data') ?? '', 'base64').toString('latin1');
  parameters.delete('RawMessage.Data');
  return { raw, parameters };
}

function errorBody({ code, message }: { code: string; message: string }): string {
  return `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`;
}
