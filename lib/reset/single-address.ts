const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const localPart = new RegExp(`^${atom}(\\.${atom})*$`);
const domainName = /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$/;

/**
 * The text as one address that SES can send to, an international domain in its ASCII form; undefined for anything that is not exactly one
 * bare address (M1, M3). Quoted and non-ASCII local parts are refused: the first can hide a second address, the second SES does not take.
 */
export function singleAddress(text: string): string | undefined {
  const at = text.indexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  const given = text.slice(at + 1);
  // The conversion drops characters such as line breaks and soft hyphens, so only letters, digits, marks, dots and hyphens may reach it.
  const domain = /^[\x21-\x7e]+$/.test(given)
    ? given
    : /^[\p{L}\p{N}\p{M}.-]+$/u.test(given)
      ? (URL.parse(`http://${given}`)?.hostname ?? '')
      : '';
  return localPart.test(local) && domainName.test(domain) ? `${local}@${domain}` : undefined;
}
