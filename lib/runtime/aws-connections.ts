import { NodeHttpHandler } from '@smithy/node-http-handler';

type Handle = NodeHttpHandler['handle'];

/** Servers and gateways close connections that are idle for a minute or more. */
const longestIdleMilliseconds = 50_000;

/**
 * The connections of an AWS client. The SDK keeps them alive, and Lambda freezes the process between two invocations. A server may close a connection
 * during that time, and the process learns this only when it writes. Two dead connections would use up both attempts of a call. So a failed attempt closes
 * all idle connections, and the next attempt opens a new one. After a long pause, the first attempt opens a new one too (F6).
 */
export class AwsConnections extends NodeHttpHandler {
  #lastUsed = Date.now();

  constructor({ connectionTimeout, requestTimeout }: { connectionTimeout: number; requestTimeout: number }) {
    // Without `throwOnRequestTimeout` the SDK only warns about a silent server, and the call never ends.
    super({ connectionTimeout, requestTimeout, throwOnRequestTimeout: true });
  }

  override async handle(...call: Parameters<Handle>): ReturnType<Handle> {
    if (Date.now() - this.#lastUsed > longestIdleMilliseconds) {
      this.#closeIdle();
    }
    try {
      return await super.handle(...call);
    } catch (error) {
      this.#closeIdle();
      throw error;
    } finally {
      this.#lastUsed = Date.now();
    }
  }

  #closeIdle(): void {
    const { httpAgent, httpsAgent } = this.httpHandlerConfigs();
    for (const agent of [httpAgent, httpsAgent]) {
      const idle = agent !== undefined && 'freeSockets' in agent ? Object.values(agent.freeSockets).flat() : [];
      for (const socket of idle) {
        socket?.destroy();
      }
    }
  }
}
