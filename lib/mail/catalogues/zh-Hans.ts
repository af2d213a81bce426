import type { Catalogue } from './en.ts';

/** The sentences of the mails in Simplified Chinese; `en.ts` says how to change them. */
export const zhHans = {
  greeting: '{username}，您好：',
  greetingWithoutName: '您好：',
  resetHeading: '设置新密码',
  resetAsked: '有人于 {time} 请求为 {product} 中的账户“{username}”设置新密码。',
  resetAskedByAdministrator: '管理员于 {time} 请求为 {product} 中的账户“{username}”设置新密码。',
  resetAskedByApplication: '应用“{application}”于 {time} 请求为 {product} 中的账户“{username}”设置新密码。',
  resetButton: '设置新密码',
  resetOpenLink: '要设置新密码，请打开以下链接：',
  resetButtonFails: '如果按钮无法使用，请打开以下链接：',
  resetLinkLife: '此链接自请求之时起{lifetime}内有效（{expiry} 前），且只能用于更改一次密码。请勿将其转给他人。',
  resetUnexpected: '如果您没有预料到会收到此邮件',
  resetNothingToDo: '您无需进行任何操作，您的密码不会改变。',
  resetKeepsComing: '如果您继续收到此类邮件，请告知管理员。',
  resetKeepsComingSupport: '如果您继续收到此类邮件，请发送邮件至 {support}。',
  changeHeading: '您的密码已更改',
  changed: '{product} 中的账户“{username}”的密码已于 {time} 更改。',
  changeWasYou: '如果是您本人更改的，您无需进行任何操作。',
  changeUnexpected: '如果不是您本人更改的',
  changeNotYou: '他人可能已能够访问您的账户：请立即请求设置新密码，并告知管理员。',
  changeNotYouSupport: '他人可能已能够访问您的账户：请立即请求设置新密码，并发送邮件至 {support}。',
  automatic: '此邮件由系统自动发送。',
  help: '如需帮助，请发送邮件至 {support}。',
} as const satisfies Catalogue;
