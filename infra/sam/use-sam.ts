import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { localSettings } from '#infra/local/local-environment.ts';
import { containerVariables } from './container-variables.ts';
import { findTools } from './find-tools.ts';
import { relay } from './relay.ts';
import { SamError } from './sam-error.ts';
import { synthesiseForSam } from './synthesise.ts';

const portOf = (variable: string, usual: number) => Number(process.env[variable] || usual);

/** The host of `npm start`, for a container. */
const host = 'host.docker.internal';

/** Runs `sam local …` to its end and returns its exit code. */
type RunSam = (command: readonly string[]) => Promise<number>;

/**
 * Makes `sam local` ready to run the functions on the database and the inbox of the running `npm start`.
 *
 * @param publicUrl where people reach the API
 * @throws {SamError} when something is missing
 */
export async function useSam(publicUrl: string): Promise<RunSam> {
  const { bridge } = findTools();
  const ports = [portOf('DYNAMO_PORT', 8000), portOf('INBOX_PORT', 8005)] as const;
  await Promise.all(ports.map(requireAnswer));
  // On Linux a container does not reach the loopback of its host, where alone the local stack listens.
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
    // The terminal sends Ctrl-C to both; sam has containers to remove before it ends.
    process.on('SIGINT', () => undefined);
    const [code] = await once(sam, 'exit');
    return code ?? 1;
  };
}

async function requireAnswer(port: number): Promise<void> {
  await fetch(`http://127.0.0.1:${port}`).catch(() => {
    throw new SamError(`No local stack answers on port ${port}. Start it with npm start in another terminal.`);
  });
}

/** `sam` hands its own credentials to the containers: nobody's real ones are to be among them. */
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
