import { crafterStudioV2Exchanges } from '#test/golden/crafter-studio-v2/exchanges.ts';
import { runAgainstSource } from '#test/golden/run-against-source.ts';

runAgainstSource(crafterStudioV2Exchanges);
