import { spawnSync } from 'node:child_process';
import { SamError } from './sam-error.ts';

const missing =
  'sam is not installed. To install it: pip install aws-sam-cli, or see https://docs.aws.amazon.com/serverless-application-model/';
const noDocker =
  'Docker does not answer. sam local runs the functions in containers. Start Docker, or use npm start, which needs no containers.';

/**
 * Finds the address of this machine in Docker's network. It is undefined with Docker Desktop, where `host.docker.internal` already leads to
 * loopback.
 *
 * @throws {SamError} if `sam` or Docker is missing
 */
export function findTools(platform: NodeJS.Platform = process.platform): { bridge: string | undefined } {
  if (spawnSync('sam', ['--version']).status !== 0) {
    throw new SamError(missing);
  }
  const inspect = ['network', 'inspect', 'bridge', '--format', '{{(index .IPAM.Config 0).Gateway}}'];
  const { status, stdout } = spawnSync('docker', inspect, { encoding: 'utf8' });
  if (status !== 0) {
    throw new SamError(noDocker);
  }
  return { bridge: platform === 'linux' ? stdout.trim() : undefined };
}
