import type { Catalogue } from './en.ts';

/** The sentences of the mails in Japanese; `en.ts` says how to change them. */
export const ja = {
  greeting: '{username} 様',
  resetHeading: '新しいパスワードの設定',
  resetAsked: '{time} に、{product} のアカウント「{username}」のパスワードの再設定について、どなたかから依頼がありました。',
  resetAskedByAdministrator:
    '{time} に、{product} のアカウント「{username}」のパスワードの再設定について、管理者から依頼がありました。',
  resetAskedByApplication:
    '{time} に、{product} のアカウント「{username}」のパスワードの再設定について、アプリケーション「{application}」から依頼がありました。',
  resetButton: '新しいパスワードを設定する',
  resetOpenLink: '新しいパスワードを設定するには、次のリンクを開いてください。',
  resetButtonFails: 'ボタンが機能しない場合は、次のリンクを開いてください。',
  resetLinkLife:
    'このリンクの有効期間は依頼から {lifetime}（{expiry} まで）で、パスワードの変更に一度だけ使えます。他の人には渡さないでください。',
  resetUnexpected: 'このメールにお心当たりがない場合',
  resetNothingToDo: '何もしていただく必要はありません。パスワードは変わりません。',
  resetKeepsComing: 'このようなメールが続く場合は、管理者にお知らせください。',
  resetKeepsComingSupport: 'このようなメールが続く場合は、{support} までご連絡ください。',
  changeHeading: 'パスワードが変更されました',
  changed: '{time} に、{product} のアカウント「{username}」のパスワードが変更されました。',
  changeWasYou: 'ご自身で変更された場合は、何もしていただく必要はありません。',
  changeUnexpected: 'ご自身で変更されていない場合',
  changeNotYou: '他の人がアカウントを使える状態になっています。すぐに新しいパスワードの設定を依頼し、管理者にお知らせください。',
  changeNotYouSupport:
    '他の人がアカウントを使える状態になっています。すぐに新しいパスワードの設定を依頼し、{support} までご連絡ください。',
  automatic: 'このメールは自動的に送信されました。',
  help: 'お困りの場合は、{support} までご連絡ください。',
} as const satisfies Catalogue;
