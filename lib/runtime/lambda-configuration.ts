/**
 * The SDK's own defaults. Without them, an AWS client looks for each value at its first call, in variables that the stack does not set and in files that
 * Lambda does not have. Only the endpoint of a stand-in may be in a variable. Outside Lambda this is empty, because an operator's machine may have such
 * variables and files.
 *
 * @param service as the SDK's variable for its endpoint ends: `AWS_ENDPOINT_URL_…`
 */
export function lambdaConfiguration(service: 'DYNAMODB' | 'SECRETS_MANAGER') {
  if (!process.env.AWS_LAMBDA_FUNCTION_NAME) {
    return {};
  }
  const endpoint = process.env[`AWS_ENDPOINT_URL_${service}`] || process.env.AWS_ENDPOINT_URL;
  return {
    ...(endpoint && { endpoint }),
    ignoreConfiguredEndpointUrls: true,
    accountIdEndpointMode: 'preferred',
    authSchemePreference: [],
    retryMode: 'standard',
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    userAgentAppId: async () => undefined,
  } as const;
}
