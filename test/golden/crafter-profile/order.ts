import type { Exchange, GoldenResponse } from '#test/golden/exchange.ts';
import {
  access,
  anyProfile,
  anyToken,
  application,
  both,
  changePassword,
  exhaustedApplication,
  link,
  once,
  p1,
  p2,
  p3,
  p4,
  p5,
  p7,
  p8,
  p10,
  p12,
  resetPassword,
} from './parts.ts';

const expired = once(application({ name: 'old', expiresOn: 0 }));
const exhausted = once(exhaustedApplication({ name: 'busy' }));
const exhaustedAndExpired = once(exhaustedApplication({ name: 'old', expiresOn: 0 }));
const powerless = once(application({ name: 'powerless', tenantPermissions: [] }));

const byApplication = 'accessTokenId={{access}}';
const unknown = 'accessTokenId=unknown';
const badLink = 'resetPasswordUrl=https://evil.example';
const nobody = '000000000000000000000000';

type Row = readonly [title: string, form: string, response: GoldenResponse, given?: Exchange['given']];

const resets: readonly Row[] = [
  ['P1 before P4: no parameters at all', '', p1],
  ['P1 before P8', badLink, p1],
  ['P2 before P4', unknown, p2('unknown')],
  ['P2 before P8', `${unknown}&${badLink}`, p2('unknown')],
  ['P3 before P4', byApplication, p3('{{access}}', 'old', '01/01/1970'), expired],
  ['P3 before P8', `${byApplication}&${badLink}`, p3('{{access}}', 'old', '01/01/1970'), expired],
  ['P3 before P10', `${byApplication}&${link}`, p3('{{access}}', 'old', '01/01/1970'), exhaustedAndExpired],
  ['P4 before P10', byApplication, p4('resetPasswordUrl'), exhausted],
  ['P4 before P6', byApplication, p4('resetPasswordUrl'), powerless],
  ['P10 before P8', `${byApplication}&${badLink}`, p10, exhausted],
  ['P8 before P6', `${byApplication}&${badLink}`, p8('powerless'), powerless],
];

/** Resets of a profile that does not exist. */
const ofNobody: readonly Row[] = [
  ['P1 before P5', link, p1],
  ['P2 before P5', `${unknown}&${link}`, p2('unknown')],
  ['P4 before P5', access, p4('resetPasswordUrl')],
  ['P10 before P5', `${byApplication}&${link}`, p10, exhausted],
  ['P8 before P5', `${access}&${badLink}`, p8()],
  ['P5 before P6', `${byApplication}&${link}`, p5(nobody), powerless],
];

const change = 'resetTokenId={{token}}&newPassword=test123';
const wrongToken = 'resetTokenId=wrong&newPassword=test123';
const wrongBoth = 'resetTokenId=wrong&newPassword=x';
const wrongPassword = 'resetTokenId={{token}}&newPassword=x';

const changes: readonly Row[] = [
  ['P1 before P4: no parameters at all', '', p1],
  ['P1 before P7', wrongBoth, p1],
  ['P2 before P4', unknown, p2('unknown')],
  ['P2 before P7', `${unknown}&${wrongBoth}`, p2('unknown')],
  ['P3 before P4', byApplication, p3('{{access}}', 'old', '01/01/1970'), expired],
  ['P3 before P10', `${byApplication}&${change}`, p3('{{access}}', 'old', '01/01/1970'), exhaustedAndExpired],
  ['P4, the first in the table of two missing parameters', access, p4('resetTokenId')],
  ['P4 before P9', `${access}&newPassword=x`, p4('resetTokenId')],
  ['P4 before P7', `${access}&resetTokenId=wrong`, p4('newPassword')],
  ['P4 before P10', byApplication, p4('resetTokenId'), exhausted],
  ['P10 before P7', `${byApplication}&${wrongToken}`, p10, exhausted],
  ['P10 before P9', `${byApplication}&${wrongPassword}`, p10, exhausted],
  ['P7 before P9', `${access}&${wrongBoth}`, p7('wrong')],
  ['P7 of the tenant before P9', `${byApplication}&${wrongPassword}`, p7('{{token}}'), powerless],
];

const named = (title: string, of: string) => title.replace(/^(P\d+)/, `$1 ${of}:`);
const nothing = async () => ({});
const tooLarge = 'x'.repeat(16 * 1024 + 1);

export const crafterProfileOrder: readonly Exchange[] = [
  ...resets.map(([title, form, response, given = nothing]) => ({
    title: named(title, 'reset'),
    given: both(anyProfile, given),
    ...resetPassword(form),
    response,
  })),
  ...ofNobody.map(([title, form, response, given = nothing]) => ({
    title: named(title, 'reset of nobody'),
    given,
    ...resetPassword(form, { id: nobody }),
    response,
  })),
  ...changes.map(([title, form, response, given = nothing]) => ({
    title: named(title, 'change'),
    given: both(anyToken, given),
    ...changePassword(form),
    response,
  })),
  { title: 'P12 reset: before P1', ...resetPassword(tooLarge, { id: nobody }), response: p12 },
  { title: 'P12 change: before P1', ...changePassword(tooLarge), response: p12 },
];
