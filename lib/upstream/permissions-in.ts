/**
 * What a server's refusal says of permissions, such as `USER:UPDATE`, `MANAGE_PROFILES` or that a role is more privileged. Its other words may name a
 * person (F4).
 */
export function permissionsIn(text: string): string {
  return (text.slice(0, longestText).match(ofPermissions) ?? []).join(' ');
}

const ofPermissions = /\b[A-Z-]+:[A-Z]+\b|\b(?:READ|MANAGE)_[A-Z]+\b|\bALL\b|\bmore privileged\b/g;
/** In UTF-16 units (F7). */
const longestText = 300;
