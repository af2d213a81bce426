/** One file for all that is asked of the stack: to load the CDK takes longer than most of it. */
import './resources.ts';
import './mail.ts';
import './policies.ts';
import './settings.ts';
import './runbook.ts';
import './for-sam.ts';
import '#test/docs/template-numbers.ts';
