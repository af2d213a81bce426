import type { changePassword, resetPassword } from '#lib/dialects/crafter-profile/routes.ts';
import type { Call } from '#lib/http/call.ts';

/**
 * The names of the attributes to return, each occurrence as it was given: the server itself reads them. The name that the stock client sends wins over
 * the documents' name.
 */
export function wantedAttributes({
  values,
}: Pick<Call<typeof changePassword | typeof resetPassword>, 'values'>): readonly string[] {
  const sent = values('attributeToReturn');
  return sent.length > 0 ? sent : values('attributesToReturn');
}
