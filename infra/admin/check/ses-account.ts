import {
  DeleteSuppressedDestinationCommand,
  GetAccountCommand,
  type GetAccountResponse,
  GetEmailIdentityCommand,
  type GetEmailIdentityResponse,
  ListSuppressedDestinationsCommand,
  NotFoundException,
  SESv2Client,
} from '@aws-sdk/client-sesv2';

let client: SESv2Client | undefined;

function sesClient(): SESv2Client {
  client ??= new SESv2Client({ maxAttempts: 4 });
  return client;
}

/** `since` is in epoch milliseconds. */
export type Suppressed = { address: string; reason: string; since: number | null };

/** SES accepts mails to these addresses and drops them, whichever sender of the AWS account they are from. */
export async function listSuppressed(): Promise<readonly Suppressed[]> {
  const found: Suppressed[] = [];
  let from: string | undefined;
  do {
    const { SuppressedDestinationSummaries = [], NextToken } = await sesClient().send(
      new ListSuppressedDestinationsCommand({ PageSize: 1000, ...(from && { NextToken: from }) }),
    );
    for (const { EmailAddress = '', Reason = '', LastUpdateTime } of SuppressedDestinationSummaries) {
      found.push({ address: EmailAddress, reason: Reason.toLowerCase(), since: LastUpdateTime?.getTime() ?? null });
    }
    from = NextToken;
  } while (from);
  return found;
}

/** @returns whether the address was on SES's suppression list */
export async function liftSuppression(address: string): Promise<boolean> {
  try {
    await sesClient().send(new DeleteSuppressedDestinationCommand({ EmailAddress: address }));
    return true;
  } catch (error) {
    if (error instanceof NotFoundException) {
      return false;
    }
    throw error;
  }
}

/** Which SES has verified: the address or its domain. Undefined if neither. */
export async function verifiedIdentity(address: string): Promise<string | undefined> {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  for (const identity of [address, domain]) {
    if (await isVerified(identity)) {
      return identity;
    }
  }
  return undefined;
}

async function isVerified(identity: string): Promise<boolean> {
  return (await sesIdentity(identity))?.VerifiedForSendingStatus === true;
}

/** Undefined if SES has no such identity in this account. */
export async function sesIdentity(identity: string): Promise<GetEmailIdentityResponse | undefined> {
  try {
    return await sesClient().send(new GetEmailIdentityCommand({ EmailIdentity: identity }));
  } catch (error) {
    if (error instanceof NotFoundException) {
      return undefined;
    }
    throw error;
  }
}

export async function sesAccount(): Promise<GetAccountResponse> {
  return sesClient().send(new GetAccountCommand({}));
}
