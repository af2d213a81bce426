/** The URL that opens a mail to an address. Of the characters that end an address in a URL, `#` is the only one that the setting allows. */
export function mailToUrl(address: string): string {
  return `mailto:${address.replaceAll('#', '%23')}`;
}
