import { existsSync, readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { startProcess } from '#test/security/start-process.ts';
import { atMost, type Figure, shown } from './figure.ts';
import { quantile } from './statistics.ts';

const requestsEach = 500;
const path = '/api/1/services/api/1/user/forgot-password.json?username=nobody-';

/** Sends requests to `npm start` over 1, 8 and 64 connections, each for another person. Each connection sends one request after the other. */
export async function load(): Promise<Figure[]> {
  const rekey = await startProcess({ REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true', REKEY_REQUESTS_PER_FIVE_MINUTES: '1000000' });
  const figures: Figure[] = [];
  for (const connections of [1, 8, 64]) {
    const agent = new Agent({ keepAlive: true, maxSockets: connections });
    const samples: number[] = [];
    const startedAt = performance.now();
    const usedBefore = processorMilliseconds(rekey.pid);
    let sent = 0;
    const inARow = async () => {
      while (sent < requestsEach) {
        samples.push(await ask(agent, `${rekey.apiUrl}${path}${connections}-${sent++}`));
      }
    };
    await Promise.all(Array.from({ length: connections }, inARow));
    const seconds = (performance.now() - startedAt) / 1000;
    const used = processorMilliseconds(rekey.pid) - usedBefore;
    agent.destroy();
    const subject = `npm start, ${connections} connections`;
    const good = samples.filter((milliseconds) => !Number.isNaN(milliseconds));
    const errors = samples.length - good.length;
    figures.push(
      atMost({ figure: `errors in ${requestsEach} requests`, subject, value: errors, unit: 'errors' }, 0, 'none'),
      shown({ figure: 'its p99', subject, value: quantile(good, 0.99), unit: 'ms' }),
      ...(Number.isNaN(used)
        ? []
        : [shown({ figure: 'its CPU, each request', subject, value: used / samples.length, unit: 'ms' })]),
      shown({ figure: 'its throughput', subject, value: good.length / seconds, unit: 'requests/s' }),
    );
  }
  await rekey.stop();
  return figures;
}

/** How much processor time a process has used, as Linux says. NaN on other systems. */
function processorMilliseconds(pid: number | undefined): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) {
    return Number.NaN;
  }
  // The name of the program, in parentheses, may hold blanks. Linux counts in hundredths of a second.
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  const [user = Number.NaN, system = Number.NaN] = fields.slice(11, 13).map(Number);
  return (user + system) * 10;
}

/** Returns the milliseconds, or NaN for any answer but a 200. */
function ask(agent: Agent, url: string): Promise<number> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const request = get(url, { agent }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode === 200 ? performance.now() - startedAt : Number.NaN));
    });
    request.once('error', () => resolve(Number.NaN));
  });
}
