import { SettingsError } from '#lib/settings/settings.ts';

/** A wrong input, or a stack that does not exist. Its message is all that the operator sees. */
export class AdminError extends Error {
  override readonly name = 'AdminError';
}

/** What an operator reads about a failure; undefined for a defect of the command line itself, whose stack matters. */
export function explain(error: unknown): string | undefined {
  if (!(error instanceof Error)) {
    return undefined;
  }
  if (error instanceof AdminError || error instanceof SettingsError) {
    return error.message;
  }
  if (error.name === 'CredentialsProviderError') {
    return `There are no AWS credentials that work: ${error.message}`;
  }
  if (error.message === 'Region is missing') {
    return 'There is no AWS region: set AWS_REGION, or region in your AWS profile.';
  }
  // What AWS itself answered has a status; what got no answer has metadata of its attempts at most.
  if (Object(error).$metadata?.httpStatusCode !== undefined) {
    return `AWS refused (${error.name}): ${error.message}`;
  }
  if ('$metadata' in error || 'code' in error) {
    return `No answer: ${error.message || error.name}`;
  }
  // The adapters' own plain sentences.
  return error.constructor === Error ? error.message : undefined;
}
