import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs a command to its end.
 *
 * @throws {Error} with what the command wrote when it fails
 */
export async function run(command: string, arguments_: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(command, arguments_, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const written: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => written.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => written.push(chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) {
    throw new Error(`${command} ${arguments_.join(' ')} ended with ${code}:\n${Buffer.concat(written)}`);
  }
}
