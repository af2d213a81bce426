import { checkSandbox } from '#infra/admin/check/check-aws.ts';
import { type Finding, failed, ok, warning } from '#infra/admin/check/finding.ts';
import { sesAccount, sesIdentity, verifiedIdentity } from '#infra/admin/check/ses-account.ts';
import { parseMailSender } from '#lib/settings/mail-sender.ts';
import { physicalNames } from './deployed-stack.ts';
import type { Patient } from './patient.ts';

/** SES's sandbox does not hinder a deployment, unlike a pause. */
export async function checkSandboxBefore(): Promise<Finding> {
  const finding = await checkSandbox();
  const { ProductionAccessEnabled, SendingEnabled } = await sesAccount();
  return ProductionAccessEnabled || SendingEnabled === false ? finding : { ...finding, state: 'warning' };
}

/** Whether SES will send as the sender, and whether the deployment can make the identity that it is to make. */
export async function checkIdentity({ deployment, deployed }: Patient): Promise<Finding> {
  const { mailIdentity, stackName } = deployment;
  const { address } = parseMailSender(deployment.settings.mailFrom) ?? { address: '' };
  if (mailIdentity === 'existing') {
    const verified = await verifiedIdentity(address);
    return verified === undefined
      ? failed(`mailIdentity is existing, and SES has verified neither ${address} nor its domain`)
      : ok(`SES has verified ${verified}`);
  }
  const identity = mailIdentity === 'domain' ? address.slice(address.lastIndexOf('@') + 1) : address;
  const found = await sesIdentity(identity);
  if (found === undefined) {
    const then = mailIdentity === 'domain' ? 'set the DNS records that it prints' : 'follow the link in the mail from SES';
    return ok(`the deployment makes ${identity}: then ${then}`);
  }
  const own = deployed === undefined ? new Set() : await physicalNames(stackName);
  if (!own.has(identity)) {
    return failed(`SES has ${identity} already, so the deployment cannot make it: set mailIdentity to existing`);
  }
  return found.VerifiedForSendingStatus === true
    ? ok(`SES has verified ${identity}`)
    : warning(`SES has not verified ${identity} yet`);
}
