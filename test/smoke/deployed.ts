/** What is asked, and what the operator told about it. */
export type Deployed = {
  /** Where requests go. */
  baseUrl: string;
  /** `<base>` of the contracts, where it differs from that. */
  publicUrl: string;
  /** It holds the people and the application of the demo. */
  isDemo: boolean;
  isSamLocal: boolean;
  /** A valid access token of Crafter Profile, its application's name and a reset URL that is allowed to it. */
  accessToken?: string;
  application?: string;
  resetUrl?: string;
  /** A token for `crafter-studio/reset-password`. */
  administratorToken?: string;
};
