import { randomText } from '#lib/reset/token.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { accountsContract } from '#test/contracts/accounts.ts';
import { applicationsContract } from '#test/contracts/applications.ts';
import { fenceContract } from '#test/contracts/fence.ts';
import { limitsContract } from '#test/contracts/limits.ts';
import { mailNotesContract } from '#test/contracts/mail-notes.ts';
import { mailboxesContract } from '#test/contracts/mailboxes.ts';
import { noticeTokensContract } from '#test/contracts/notice-tokens.ts';
import { resetRequestsContract } from '#test/contracts/reset-requests.ts';
import { resetTokensContract } from '#test/contracts/reset-tokens.ts';
import { shadowsContract } from '#test/contracts/shadows.ts';
import { stopsContract, stopsOfShadowsContract } from '#test/contracts/stops.ts';
import { memoryAccounts } from './memory-accounts.ts';
import { memoryApplications } from './memory-applications.ts';
import { memoryLimits } from './memory-limits.ts';
import { memoryMailNotes } from './memory-mail-notes.ts';
import { memoryMailboxes } from './memory-mailboxes.ts';
import { memoryNoticeTokens } from './memory-notice-tokens.ts';
import { memoryResetRequests } from './memory-reset-requests.ts';
import { memoryResetTokens } from './memory-reset-tokens.ts';
import { memoryShadows } from './memory-shadows.ts';
import { memoryStops } from './memory-stops.ts';

// In memory no answer can be lost.
const loseNextAnswer = () => undefined;

const accounts = memoryAccounts(async (password) => `${password}:${randomText(8)}`);
accountsContract(() => ({
  accounts,
  store: async (account) => accounts.store(account),
  remove: async (reference) => accounts.remove(reference),
  hasPassword: async (reference, password) => accounts.passwordHash(reference).startsWith(`${password}:`),
  noticeLanguages: async (reference) => accounts.noticeLanguages(reference),
  loseNextAnswer,
}));

const applications = memoryApplications();
applicationsContract(() => ({ applications, store: async (application) => applications.store(application) }));

const limits = memoryLimits();
limitsContract(() => limits);

const mailboxes = memoryMailboxes();
mailboxesContract(() => mailboxes);

const resetRequests = memoryResetRequests();
resetRequestsContract(() => ({ resetRequests, loseNextAnswer }));

const resetTokens = memoryResetTokens();
resetTokensContract(() => resetTokens);
const noticeTokens = memoryNoticeTokens();
noticeTokensContract(() => ({ noticeTokens, resetTokens }));
fenceContract(() => ({
  accounts,
  resetTokens,
  store: async (account) => accounts.store(account),
  revoke: async (realm) => resetTokens.revoke(realm, Date.now() + 1),
}));

const mailNotes = memoryMailNotes();
mailNotesContract(() => ({
  mailNotes,
  read: async (mailId) => {
    const { attempt, ...others } = mailNotes.read(mailId);
    return attempt ? { attempt: { id: attempt.id, requestId: attempt.requestId, outcome: attempt.outcome }, ...others } : others;
  },
}));

const shadows = memoryShadows();
shadowsContract(() => ({ shadows, noticeLanguages: async (reference) => shadows.noticeLanguages(reference), loseNextAnswer }));

const stopping = { accounts, shadows };
stopsContract(() => ({
  accounts,
  stops: memoryStops(stopping, parseSettings({})),
  store: async (account) => accounts.store(account),
  remove: async (reference) => accounts.remove(reference),
  loseNextAnswer,
}));
stopsOfShadowsContract(() => {
  const settings = parseSettings({ REKEY_CRAFTER_PROFILE_URL: 'https://profile.example.com/crafter-profile' });
  return { shadows, stops: memoryStops(stopping, settings), loseNextAnswer };
});
