// It takes seconds because 32 redemptions run at the same time against a stand-in, in each kind of trouble.
import { upstreamFaultsContract } from '#test/contracts/upstream-faults.ts';
import { upstreamRacesContract } from '#test/contracts/upstream-races.ts';
import { memoryShadows } from '#test/memory/memory-shadows.ts';
import { openStudio, studioWrite } from './studio-bench.ts';

const bench = { open: openStudio };

upstreamFaultsContract(bench, ['once']);
upstreamRacesContract(bench, { write: studioWrite, rounds: 1, openShadows: async () => memoryShadows() });
