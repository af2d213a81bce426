import type { Catalogue } from './en.ts';

/** The sentences of the mails in Japanese. `en.ts` explains how to change them. */
export const ja = {
  greeting: '{username} 様',
  greetingWithoutName: 'ご利用者様',
  resetSubjectProfile: 'パスワードの再設定',
  resetSubjectStudio: 'パスワードをお忘れの方へ',
  resetSubjectTrafficOps: '{product} パスワード再設定のご案内',
  resetHeading: '新しいパスワードの設定',
  resetPreheader:
    '{product} のアカウント用のリンクは {remaining}に期限が切れます。このメールに心当たりがない場合は、何もする必要はありません。',
  resetAsked: '{time} に、{product} のアカウント「{username}」のパスワードを再設定するリクエストを受け付けました。',
  resetAskedByAdministrator: '{time} に、管理者が {product} のアカウント「{username}」のパスワードの再設定をリクエストしました。',
  resetAskedByApplication:
    '{time} に、アプリケーション「{application}」が {product} のアカウント「{username}」のパスワードの再設定をリクエストしました。',
  resetDevice: 'このリクエストは {system} の {browser} から送信されました。',
  resetButton: '新しいパスワードを設定する',
  resetOpenLink: '新しいパスワードを設定するには、次のリンクを開いてください。',
  resetButtonFails: 'ボタンが機能しない場合は、次のリンクを開いてください。',
  resetLinkLife:
    'このリンクは {remaining}（{expiry}）に期限が切れます。使用できるのは一度だけです。他の人と共有しないでください。',
  resetUnexpected: 'このメールに心当たりがない場合',
  resetNothingToDo: '何もする必要はありません。パスワードは変更されません。',
  resetKeepsComing: 'このようなメールが続く場合は、管理者にお知らせください。',
  resetKeepsComingSupport: 'このようなメールが続く場合は、{support} までご連絡ください。',
  resetCancel: 'このリクエストを取り消す',
  changeHeading: 'パスワードが変更されました',
  changePreheader:
    '{product} のアカウントについてのお知らせです。ご自身で変更していない場合は、すぐにパスワードを再設定してください。',
  changed: '{time} に、{product} のアカウント「{username}」のパスワードが変更されました。',
  changeWasYou: 'ご自身で変更した場合は、何もする必要はありません。',
  changeUnexpected: 'ご自身で変更していない場合',
  changeNotYou:
    '他の人がアカウントにアクセスできる状態になっている可能性があります。すぐにパスワードを再設定し、管理者にお知らせください。',
  changeNotYouSupport:
    '他の人がアカウントにアクセスできる状態になっている可能性があります。すぐにパスワードを再設定し、{support} までご連絡ください。',
  changeAskAgain: '新しいパスワードをリクエストする',
  changeDisown: '自分ではありません。アカウントを閉鎖する',
  signIn: '{product} へのログイン: {page}',
  help: 'お困りの場合は、{support} までご連絡ください。',
  automatic: 'このメールは {product} から自動送信されています。',
} as const satisfies Catalogue;
