/** One file runs all tests of the stack, because loading the CDK takes longer than most of them. */
import './resources.ts';
import './mail.ts';
import './audit.ts';
import './parts.ts';
import './policies.ts';
import './upstream-policies.ts';
import './servers.ts';
import './production-flags.ts';
import './products.ts';
import './settings.ts';
import './domain.ts';
import './edge.ts';
import './for-sam.ts';
import '#test/docs/growth.ts';
import '#test/docs/template-numbers.ts';
import './two-stacks.ts';
