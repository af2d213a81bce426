import type { Terminal } from '#infra/admin/terminal.ts';

const barWidth = 30;
const redrawMilliseconds = 100;
const lineMilliseconds = 10_000;

export type ShowProgress = {
  /** @param share how much of the file is done, from 0 to 1 */
  at(share: number, lines: number): void;
  end(): void;
};

/** Shows a progress bar on a terminal. Elsewhere prints a line every ten seconds. */
export function showProgress(terminal: Terminal, unit: 'lines' | 'lines checked'): ShowProgress {
  const startedAt = performance.now();
  let nextAt = startedAt + (terminal.isWatched ? 0 : lineMilliseconds);
  let first: { share: number; lines: number } | undefined;
  let isDrawn = false;
  return {
    at(share, lines) {
      first ??= { share, lines };
      const now = performance.now();
      if (now < nextAt) {
        return;
      }
      nextAt = now + (terminal.isWatched ? redrawMilliseconds : lineMilliseconds);
      const seconds = (now - startedAt) / 1000;
      const perSecond = Math.round((lines - first.lines) / seconds);
      const left = share > first.share ? Math.ceil(((1 - share) * seconds) / (share - first.share)) : undefined;
      const text = `${Math.floor(share * 100)} %  ${lines} ${unit}  ${perSecond}/s${left === undefined ? '' : `  ${left} s left`}`;
      terminal.err(terminal.isWatched ? `\r${bar(share)} ${text}\x1b[K` : `${text}\n`);
      isDrawn = terminal.isWatched;
    },
    end() {
      if (isDrawn) {
        terminal.err('\r\x1b[K');
      }
    },
  };
}

function bar(share: number): string {
  const full = Math.floor(share * barWidth);
  return `[${'#'.repeat(full)}${'.'.repeat(barWidth - full)}]`;
}
