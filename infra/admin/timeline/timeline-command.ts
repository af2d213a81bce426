import { Command } from 'commander';
import { realmArgument } from '#infra/admin/accounts/account-reference.ts';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import type { Target } from '#infra/admin/target.ts';
import { columns, timeText } from '#infra/admin/terminal.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { explainTimeline } from './explain-timeline.ts';
import { readTimeline } from './read-timeline.ts';
import { eventsOf } from './timeline-events.ts';

export function timelineCommand(operate: Operate): Command {
  return new Command('timeline')
    .description(
      'Says what became of the resets of one account in the last day: who asked, what was mailed, delivered, bounced or held back, and who changed the password. It answers “no mail came”, and shows no link.',
    )
    .addArgument(realmArgument())
    .argument('<id>', 'the id of a profile, or the username in another realm')
    .action(operate(showTimeline));
}

async function showTimeline({ settings }: Target, realm: Realm, id: string): Promise<Outcome> {
  const now = Date.now();
  const timeline = await readTimeline(settings, realm, id, now);
  const { account, resets } = timeline;
  const events = eventsOf(timeline);
  const answer = explainTimeline(timeline, settings, now);
  const links = resets.flatMap(({ requestedAt, link }) =>
    link === null ? [] : [{ requestedAt: timeText(requestedAt), state: link.state, expiresAt: timeText(link.expiresAt) }],
  );
  return {
    json: { realm, id: account.id, answer, events, links },
    text: [
      ...answer,
      ...(events.length === 0
        ? []
        : [
            '',
            ...columns(
              ['AT', 'WHAT'],
              events.map(({ at, text }) => [at, text]),
            ),
          ]),
    ],
  };
}
