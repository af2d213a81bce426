import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { localSettings } from '#infra/local/local-environment.ts';
import { findStack } from '#infra/local/running/find-stack.ts';
import { containerVariables } from './container-variables.ts';
import { findTools } from './find-tools.ts';
import { relay } from './relay.ts';
import { SamError } from './sam-error.ts';
import { synthesiseForSam } from './synthesise.ts';

/** The host name of `npm start` in a container. */
const host = 'host.docker.internal';

/** Runs `sam local` with these arguments until it ends, and returns its exit code. */
type RunSam = (command: readonly string[]) => Promise<number>;

/**
 * Prepares `sam local` to run the functions with the database and the inbox of the running `npm start`.
 *
 * @param publicUrl the URL at which people reach the API
 * @throws {SamError} if a tool or the local stack is missing
 */
export async function useSam(publicUrl: string): Promise<RunSam> {
  const { bridge } = findTools();
  const stack = findStack();
  const ports = [portOf(stack.databaseUrl), portOf(stack.inboxUrl)] as const;
  await Promise.all(ports.map(requireAnswer));
  // On Linux a container cannot reach the loopback of its host, and the local stack listens only there.
  if (bridge !== undefined) {
    await Promise.all(ports.map((port) => relay(bridge, port)));
  }
  const [databaseUrl, inboxUrl] = [`http://${host}:${ports[0]}`, `http://${host}:${ports[1]}`];
  const made = synthesiseForSam(containerVariables(localSettings(), { databaseUrl, inboxUrl, publicUrl }));
  const files = ['--template', made.templateFile, '--env-vars', made.variablesFile];
  const network = bridge === undefined ? [] : ['--add-host', `${host}:${bridge}`];
  return async (command) => {
    const whole = ['local', ...command, ...files, ...network];
    console.error(`sam ${whole.join(' ')}`);
    const sam = spawn('sam', whole, { stdio: 'inherit', env: samEnvironment() });
    // The terminal sends Ctrl-C to both processes. This one must wait, because sam removes its containers before it ends.
    process.on('SIGINT', () => undefined);
    const [code] = await once(sam, 'exit');
    return code ?? 1;
  };
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

async function requireAnswer(port: number): Promise<void> {
  await fetch(`http://127.0.0.1:${port}`).catch(() => {
    throw new SamError(`The local stack does not answer on port ${port}. Start it with npm start in another terminal.`);
  });
}

/** `sam` passes its own credentials to the containers, so it gets made-up ones and no real ones. */
function samEnvironment(): NodeJS.ProcessEnv {
  const { AWS_PROFILE, AWS_SESSION_TOKEN, ...others } = process.env;
  return {
    ...others,
    SAM_CLI_TELEMETRY: '0',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}
