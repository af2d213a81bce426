import type { OutgoingHttpHeaders } from 'node:http';

export type Reply = { status: number; headers: OutgoingHttpHeaders; body: string | Buffer };

export function jsonReply(status: number, value: unknown, contentType = 'application/json'): Reply {
  return { status, headers: { 'Content-Type': contentType }, body: JSON.stringify(value) };
}

/** An error page, as a servlet container or a proxy writes it. */
export function htmlReply(status: number, title: string): Reply {
  const body = `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, headers: { 'Content-Type': 'text/html;charset=utf-8' }, body };
}
