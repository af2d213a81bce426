import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { readParameters } from '#lib/http/read-parameters.ts';

const sent = 'attributeToReturn';
const documented = 'attributesToReturn';

/**
 * The names of the attributes to return, each occurrence as it was given: the server itself reads them. The name that the stock client sends wins over
 * the documents' name.
 */
export function wantedAttributes(event: APIGatewayProxyEventV2): readonly string[] {
  const given = readParameters(event, [sent, documented]);
  return [given[sent] ?? given[documented] ?? []].flat();
}
