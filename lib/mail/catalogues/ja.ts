import type { Catalogue } from './en.ts';

/** The sentences of the mails in Japanese; `en.ts` says how to change them. */
export const ja = {
  greeting: '{username} 様',
  greetingWithoutName: 'ご利用者様',
  resetHeading: '新しいパスワードの設定',
  resetAsked: '{time} に、{product} のアカウント「{username}」のパスワードの再設定がリクエストされました。',
  resetAskedByAdministrator:
    '{time} に、{product} のアカウント「{username}」のパスワードの再設定が管理者によってリクエストされました。',
  resetAskedByApplication:
    '{time} に、{product} のアカウント「{username}」のパスワードの再設定がアプリケーション「{application}」によってリクエストされました。',
  resetButton: '新しいパスワードを設定する',
  resetOpenLink: '新しいパスワードを設定するには、次のリンクを開いてください。',
  resetButtonFails: 'ボタンが機能しない場合は、次のリンクを開いてください。',
  resetLinkLife:
    'このリンクの有効期間はリクエストから {lifetime}（{expiry} まで）で、パスワードの変更に一度だけ使えます。他の人と共有しないでください。',
  resetUnexpected: 'このメールにお心当たりがない場合',
  resetNothingToDo: '何もしていただく必要はありません。パスワードは変更されません。',
  resetKeepsComing: 'このようなメールが続く場合は、管理者にお知らせください。',
  resetKeepsComingSupport: 'このようなメールが続く場合は、{support} までご連絡ください。',
  changeHeading: 'パスワードが変更されました',
  changed: '{time} に、{product} のアカウント「{username}」のパスワードが変更されました。',
  changeWasYou: 'ご自身で変更された場合は、何もしていただく必要はありません。',
  changeUnexpected: 'ご自身で変更されていない場合',
  changeNotYou:
    '第三者がアカウントを使用できる状態になっている可能性があります。すぐに新しいパスワードの設定をリクエストし、管理者にお知らせください。',
  changeNotYouSupport:
    '第三者がアカウントを使用できる状態になっている可能性があります。すぐに新しいパスワードの設定をリクエストし、{support} までご連絡ください。',
  automatic: 'このメールは自動的に送信されました。',
  help: 'お困りの場合は、{support} までご連絡ください。',
} as const satisfies Catalogue;
