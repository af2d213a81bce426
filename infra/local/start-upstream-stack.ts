import { parseSettings } from '#lib/settings/settings.ts';
import { type DoublePorts, type Doubles, secretsFor, startDoubles, variablesFor } from './doubles/start-doubles.ts';
import { type Stack, type StackOptions, startStack } from './start-stack.ts';

export type UpstreamStack = Stack & { doubles: Doubles };

/** Crafter Studio does not show a password change, so its links must be short. */
const tokenLifetimeMinutes = '30';

/**
 * Starts the stand-ins of the three servers, and a local stack in front of them.
 *
 * @throws {SettingsError | StartError} and leaves nothing running
 */
export async function startUpstreamStack(options: StackOptions, ports: DoublePorts): Promise<UpstreamStack> {
  const { doubles, stop } = await startDoubles(ports);
  try {
    const { products } = parseSettings({ REKEY_PRODUCTS: process.env.REKEY_PRODUCTS });
    Object.assign(process.env, variablesFor(doubles, products));
    process.env.REKEY_TOKEN_LIFETIME_MINUTES ||= tokenLifetimeMinutes;
    const secrets = { ...options.secrets, ...secretsFor(doubles) };
    const stack = await startStack({ ...options, secrets, doubles });
    const stopAll = async () => {
      await stack.stop();
      await stop();
    };
    return { ...stack, doubles, stop: stopAll };
  } catch (error) {
    await stop();
    throw error;
  }
}
