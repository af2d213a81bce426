import { upstreamFaultsContract } from '#test/contracts/upstream-faults.ts';
import { upstreamRacesContract } from '#test/contracts/upstream-races.ts';
import { memoryShadows } from '#test/memory/memory-shadows.ts';
import { openStudio, studioWrite } from './studio-bench.ts';

const bench = { open: openStudio };

upstreamFaultsContract(bench, ['once']);
upstreamRacesContract(bench, { write: studioWrite, rounds: 1, openShadows: async () => memoryShadows() });
