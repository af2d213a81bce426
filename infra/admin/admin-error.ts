import { SettingsError } from '#lib/settings/settings.ts';
import { ServerMisconfigured, ServerUnavailable } from '#lib/upstream/product-server.ts';

/** A wrong input, or a stack that does not exist. Its message is all that the operator sees. */
export class AdminError extends Error {
  override readonly name = 'AdminError';
}

/** The message for the operator. Undefined for a defect of the command line itself, because its stack trace matters. */
export function explain(error: unknown): string | undefined {
  if (!(error instanceof Error)) {
    return undefined;
  }
  if (error instanceof AdminError || error instanceof SettingsError) {
    return error.message;
  }
  if (error instanceof ServerUnavailable || error instanceof ServerMisconfigured) {
    return explain(error.cause) ?? ofServer(error);
  }
  if (error.name === 'CredentialsProviderError') {
    return `No AWS credentials work: ${error.message}. Log in, and set AWS_PROFILE or name the profile in the file of the deployment.`;
  }
  if (error.message === 'Region is missing') {
    return 'No AWS region is set. Set AWS_REGION, or region in your AWS profile.';
  }
  // An answer of AWS has a status. An error without an answer has metadata about its attempts at most.
  if (Object(error).$metadata?.httpStatusCode !== undefined) {
    return `AWS refused (${error.name}): ${error.message}`;
  }
  if ('$metadata' in error || 'code' in error) {
    return `No answer: ${error.message || error.name}`;
  }
  // The adapters throw plain errors with sentences for people.
  return error.constructor === Error ? error.message : undefined;
}

function ofServer({ name, message }: ServerUnavailable | ServerMisconfigured): string {
  const what = name === 'ServerUnavailable' ? 'gives no usable answer' : 'does not accept Rekey';
  return `The product’s own server ${what}: ${message}. Run check to see what is wrong.`;
}
