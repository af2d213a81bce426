import type { StopWords } from './en.ts';

/** The sentences of the pages that stop something, in Simplified Chinese. */
export const zhHans: StopWords = {
  cancelTitle: '取消此请求？',
  cancelText: '如果您没有请求新密码，请取消该请求。我们为此账户发送的链接将会失效。您的密码不会改变。',
  cancelHold: '一天之内，如果有人请求新密码，请不要给我发送邮件。在此期间我自己也无法请求新密码。',
  cancelButton: '取消请求',
  cancelledTitle: '请求已取消',
  cancelledText: '我们为此账户发送的链接已失效。您的密码没有改变。',
  heldText: '一天之内，如果有人请求新密码，我们不会给您发送邮件。',
  disownTitle: '是其他人更改了您的密码吗？',
  disownText:
    '如果不是您本人更改的，您可以关闭账户。我们的链接和会话将会失效，一天之内任何人都无法重置密码，我们也会通知此服务的管理人员。',
  disownInstead: '如果没有其他人能读取您的邮件，请改为获取新链接。设置新密码后，对方会立即无法登录。',
  disownButton: '不是我本人：关闭我的账户',
  disownedTitle: '您的账户已关闭',
  disownedText:
    '一天之内任何人都无法重置密码，我们已通知此服务的管理人员。已设置的密码在更改之前仍然有效，因此请联系管理人员。一天之后，您可以获取新链接。',
  stopRefusedText: '此链接已被使用、已过期或不完整。',
};
