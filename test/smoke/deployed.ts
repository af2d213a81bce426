import type { Realm } from '#lib/reset/ports.ts';

/** What the smoke suite knows about the deployment that it tests. */
export type Deployed = {
  /** The URL to which requests go. */
  baseUrl: string;
  /** `<base>` in the contracts. */
  publicUrl: string;
  /** Whether it holds the people and the application of the demo. */
  isDemo: boolean;
  isSamLocal: boolean;
  /** Its `REKEY_PRODUCTS`. Absent: all of them. */
  products?: readonly Realm[] | undefined;
  /** A valid access token of Crafter Profile. The name of its application and a reset URL of that application follow. */
  accessToken?: string;
  application?: string;
  resetUrl?: string;
  /** A token for `crafter-studio/reset-password`. */
  administratorToken?: string;
};
