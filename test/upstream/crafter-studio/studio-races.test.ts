import { upstreamRacesContract } from '#test/contracts/upstream-races.ts';
import { memoryShadows } from '#test/memory/memory-shadows.ts';
import { openStudio, studioWrite } from './studio-bench.ts';

upstreamRacesContract({ open: openStudio }, studioWrite, 3, memoryShadows);
