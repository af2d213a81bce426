import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

const longestKeyBytes = 2048;

/**
 * Makes a client refuse what DynamoDB refuses but the embedded database accepts or changes: text with half a character in it,
 * and keys that are empty or longer than 2048 bytes.
 */
export function refuseWhatDynamoRefuses(client: DynamoDBClient): void {
  client.middlewareStack.add(
    (next) => async (request) => {
      const { Key, Item } = Object(request.input);
      const [key] = Object.values<{ S?: string }>(Key ?? Item ?? {});
      const bytes = Buffer.byteLength(key?.S ?? 'x');
      if (bytes === 0 || bytes > longestKeyBytes) {
        throw new Error(`ValidationException: a key of ${bytes} bytes`);
      }
      if (hasHalfCharacter(request.input)) {
        throw new Error('SerializationException');
      }
      return next(request);
    },
    { step: 'initialize', name: 'refuse-what-dynamo-refuses', override: true },
  );
}

function hasHalfCharacter(value: unknown): boolean {
  if (typeof value === 'string') {
    return !value.isWellFormed();
  }
  return typeof value === 'object' && value !== null && Object.entries(value).flat().some(hasHalfCharacter);
}
