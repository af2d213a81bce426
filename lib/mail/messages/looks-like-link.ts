import { topLevelDomains } from './top-level-domains.ts';

/**
 * Whether a mail reader may turn the text, or a part of it, into something to click: a link, a host name, an address or a telephone number. A text
 * that only might be one counts.
 *
 * Mail readers tell `evil.com` from `jane.doe` by the list of top-level domains, so Rekey does the same. The list has 7 KB and is only in the two
 * functions that send mails. A shorter list misses host names that some reader links. A rule without a list would greet nobody whose username
 * has a dot.
 */
export function looksLikeLink(text: string): boolean {
  // Readers take full-width letters and the dots of other scripts for ASCII, and do not see joiners.
  const plain = text
    .normalize('NFKC')
    .replace(/[\u200c\u200d]/g, '')
    .replace(/[\u3002\uff61]/g, '.');
  return [schemeOrPath, webHost, mailAddress, telephone].some((form) => form.test(plain)) || hasHostName(plain);
}

/** `https://x`, `http:\\x`, `mailto:x`, `x:443`, `//x`, `\\server`, and `a.b/` with a path. */
const schemeOrPath = /[\p{L}\p{N}]:\S|[/\\]{2}|\.\S*[/\\]/u;

const webHost = /(?<![\p{L}\p{N}])www\d?\./iu;

const mailAddress = /\S@\S/;

/** Seven digits or more, which may be grouped; also an IPv4 address. */
const telephone = /(?:\d[ ().\u00a0/-]{0,2}){6}\d|\d\.\d+\.\d+\.\d/;

/** Every label but the first counts, because some readers stop at the first top-level domain that they know. */
function hasHostName(text: string): boolean {
  return [...text.matchAll(/(?<=[\p{L}\p{N}\p{M}_-])\.([\p{L}\p{N}\p{M}]+(?:--\S+)?)/gu)].some(([, label = '']) =>
    isTopLevel(label.toLowerCase()),
  );
}

function isTopLevel(label: string): boolean {
  return (
    /^(?:[a-z]{2}|xn--.*|verm\u00f6gensberat(?:er|ung))$/.test(label) || hasOtherScript.test(label) || topLevelDomains.has(label)
  );
}

/** All international top-level domains but the two German ones in `isTopLevel` are in scripts other than Latin. */
const hasOtherScript = /[^\p{Script=Latin}\p{M}\p{N}]/u;
