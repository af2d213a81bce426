/** One file for all that is asked of the stack: to load the CDK takes longer than most of it. */
import './stack-resources.ts';
import './stack-mail.ts';
import './stack-policies.ts';
import './stack-settings.ts';
import './stack-runbook.ts';
import './stack-for-sam.ts';
