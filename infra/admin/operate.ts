import type { Command } from 'commander';
import type { Realm } from '#lib/reset/ports.ts';
import { recordAct } from './record-act.ts';
import { realmGiven, requireProduct } from './require-product.ts';
import { openTarget, type Target } from './target.ts';
import { printable, type Terminal } from './terminal.ts';

/** The result of a command. */
export type Outcome = {
  /** For scripts. */
  json: object;
  /** For people. */
  text: readonly string[];
  /** 1: failed. 2: partly done. */
  exitCode?: 1 | 2;
};

/**
 * Turns the work of a command into its action, which opens the target, does the work and prints the outcome. The action refuses a product that the
 * stack does not have.
 *
 * @param product the only product that the command is for, if the command is not given one
 */
export type Operate = <Given extends unknown[]>(
  work: (target: Target, ...given: Given) => Promise<Outcome>,
  product?: Realm,
) => (...given: [...Given, Command]) => Promise<void>;

type GlobalOptions = { stack?: string; env?: string; json?: true };

export function operateOn(terminal: Terminal, finish: (exitCode: 0 | 1 | 2) => void): Operate {
  return (work, product) =>
    async (...all) => {
      const [command, given] = parted(all);
      const { stack, env, json } = command.optsWithGlobals<GlobalOptions>();
      const target = await openTarget({ stack, env }, terminal);
      const realm = product ?? realmGiven(command);
      if (realm !== undefined) {
        requireProduct(target.settings, realm);
      }
      const outcome = await work(target, ...given).catch(async (failure) => {
        await recordAct(target, command, 'failed').catch(({ message }) => terminal.err(`${message}\n`));
        throw failure;
      });
      const lines = json ? [JSON.stringify(outcome.json)] : outcome.text.map(printable);
      for (const line of lines) {
        terminal.out(`${line}\n`);
      }
      finish(outcome.exitCode ?? 0);
      await recordAct(target, command, outcomes[outcome.exitCode ?? 0]);
    };
}

const outcomes = { 0: 'done', 1: 'failed', 2: 'partly-done' } as const;

/** Commander hands over the command last. */
function parted<Given extends unknown[]>(all: readonly [...Given, Command]): [Command, Given] {
  // The compiler cannot split a tuple at its end. The type of the parameter says that this is right.
  return [all.at(-1) as Command, all.slice(0, -1) as Given];
}
