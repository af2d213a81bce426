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
    let sent = 0;
    const inARow = async () => {
      while (sent < requestsEach) {
        samples.push(await ask(agent, `${rekey.apiUrl}${path}${connections}-${sent++}`));
      }
    };
    await Promise.all(Array.from({ length: connections }, inARow));
    const seconds = (performance.now() - startedAt) / 1000;
    agent.destroy();
    const subject = `npm start, ${connections} connections`;
    const good = samples.filter((milliseconds) => !Number.isNaN(milliseconds));
    const errors = samples.length - good.length;
    figures.push(
      atMost({ figure: `errors in ${requestsEach} requests`, subject, value: errors, unit: 'errors' }, 0, 'none'),
      shown({ figure: 'its p99', subject, value: quantile(good, 0.99), unit: 'ms' }),
      shown({ figure: 'its throughput', subject, value: good.length / seconds, unit: 'requests/s' }),
    );
  }
  await rekey.stop();
  return figures;
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
