import type { Command } from 'commander';
import { openTarget, type Target } from './target.ts';
import { printable, type Terminal } from './terminal.ts';

/** What a command found out or did. */
export type Outcome = {
  /** For scripts. */
  json: object;
  /** For people. */
  text: readonly string[];
  /** 1: it failed; 2: it was done in part. */
  exitCode?: 1 | 2;
};

/** Makes a command's action of its work: opens what the command is meant for, does the work, and prints what came of it. */
export type Operate = <Given extends unknown[]>(
  work: (target: Target, ...given: Given) => Promise<Outcome>,
) => (...given: [...Given, Command]) => Promise<void>;

type GlobalOptions = { stack?: string; json?: true };

export function operateOn(terminal: Terminal, finish: (exitCode: 0 | 1 | 2) => void): Operate {
  return (work) =>
    async (...all) => {
      const [command, given] = parted(all);
      const { stack, json } = command.optsWithGlobals<GlobalOptions>();
      const outcome = await work(await openTarget(stack, terminal), ...given);
      const lines = json ? [JSON.stringify(outcome.json)] : outcome.text.map(printable);
      for (const line of lines) {
        terminal.out(`${line}\n`);
      }
      finish(outcome.exitCode ?? 0);
    };
}

/** Commander hands over the command last. */
function parted<Given extends unknown[]>(all: readonly [...Given, Command]): [Command, Given] {
  // The compiler cannot split a tuple at its end; the type above is what is split.
  return [all.at(-1) as Command, all.slice(0, -1) as Given];
}
