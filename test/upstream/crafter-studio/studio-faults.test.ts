import { upstreamFaultsContract } from '#test/contracts/upstream-faults.ts';
import { openStudio } from './studio-bench.ts';

upstreamFaultsContract({ open: openStudio });
