import type { Exchange } from '#test/golden/exchange.ts';
import {
  access,
  anyProfile,
  anyToken,
  attributes,
  changeFields,
  changePassword,
  link,
  p1,
  p4,
  p8,
  resetAnswered,
  resetFields,
  resetPassword,
} from './parts.ts';

/** JSON values that are not a string. They count as absent. */
const notText = (value: string): readonly (readonly [string, unknown])[] => [
  ['absent', undefined],
  ['null', null],
  ['a number', 12345678],
  ['a boolean', true],
  ['an array', [value]],
  ['an empty array', []],
  ['an object', { value }],
  ['{"$gt":""}', { $gt: '' }],
  ['an AttributeValue', { S: value }],
];

const requiredOfReset = [
  ['P1', 'accessTokenId', p1],
  ['P4', 'resetPasswordUrl', p4('resetPasswordUrl')],
] as const;

const requiredOfChange = [
  ['P1', 'accessTokenId', p1],
  ['P4', 'resetTokenId', p4('resetTokenId')],
  ['P4', 'newPassword', p4('newPassword')],
] as const;

const wrongTypes: readonly Exchange[] = [
  ...requiredOfReset.flatMap(([row, name, response]) =>
    notText(resetFields[name]).map(([title, value]) => ({
      title: `${row} reset with ${name} ${title} in JSON`,
      given: anyProfile,
      ...resetPassword({ ...resetFields, [name]: value }),
      response,
    })),
  ),
  ...requiredOfChange.flatMap(([row, name, response]) =>
    notText(changeFields[name]).map(([title, value]) => ({
      title: `${row} change with ${name} ${title} in JSON`,
      given: anyToken,
      ...changePassword({ ...changeFields, [name]: value }),
      response,
    })),
  ),
  ...notText('city')
    .filter(([, value]) => !Array.isArray(value))
    .map(([title, value]) => ({
      title: `P-reset with attributeToReturn ${title} in JSON counts what attributesToReturn says`,
      given: anyProfile,
      ...resetPassword({ ...resetFields, attributeToReturn: value, attributesToReturn: 'city' }),
      response: resetAnswered({ body: { attributes: { city: attributes.city } } }),
    })),
  {
    title: 'P-reset with an array for the URL in JSON and a good one in the query',
    given: anyProfile,
    ...resetPassword({ ...resetFields, resetPasswordUrl: ['https://evil.example'] }, { query: `?${link}` }),
    response: resetAnswered(),
  },
];

const withoutName: readonly Exchange[] = [
  { title: 'P4 reset with only the URL’s name, in another letter case', form: `${access}&resetpasswordurl=http://example.com` },
  { title: 'P4 reset with brackets after the URL’s name', form: `${access}&resetPasswordUrl[]=http://example.com` },
].map(({ title, form }) => ({ title, given: anyProfile, ...resetPassword(form), response: p4('resetPasswordUrl') }));

/** Values that are present but wrong. */
const wrongUrls: readonly Exchange[] = [
  ['empty', 'resetPasswordUrl='],
  ['without a value', 'resetPasswordUrl'],
  ['blank', 'resetPasswordUrl=++'],
  ['of 10,000 characters', `resetPasswordUrl=https://example.com/${'x'.repeat(10_000)}`],
  ['with a bad one before a good one', `resetPasswordUrl=https://evil.example&${link}`],
  ['joined by a comma', `${link},https://evil.example`],
  ['with %FF', `${link}/%FF`],
  ['with %zz', `${link}/%zz%20`],
].map(([title, parameter]) => ({
  title: `P8 reset with the URL ${title}`,
  given: anyProfile,
  ...resetPassword(`${access}&${parameter}`),
  response: p8(),
}));

export const crafterProfileBadInput: readonly Exchange[] = [...wrongTypes, ...withoutName, ...wrongUrls];
