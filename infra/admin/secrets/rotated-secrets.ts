import type { Settings } from '#lib/settings/settings.ts';

/** A secret that an operator can give a new value. */
export type RotatedSecret = {
  /** Holds its name in Secrets Manager. */
  setting: 'administratorSecret' | 'trafficOpsSessionSecret' | 'crafterProfileSecret' | 'crafterStudioSecret';
  /** Whether the functions accept the current and the previous version. */
  keepsFormer: boolean;
  /** Whether a product gives the value, and not Rekey. */
  isFromProduct(settings: Settings): boolean;
  /** Where that value comes from. */
  source: string;
  /** What stops working. */
  consequence(settings: Settings, leaked: boolean): string;
  /** What to do then. */
  next(settings: Settings): readonly string[];
};

export const rotatedSecretNames = ['administrators', 'traffic-ops-sessions', 'crafter-profile', 'crafter-studio'] as const;

const usedSoon = 'The functions use the new value within a minute.';

export const rotatedSecrets: { readonly [name in (typeof rotatedSecretNames)[number]]: RotatedSecret } = {
  administrators: {
    setting: 'administratorSecret',
    keepsFormer: true,
    isFromProduct: () => false,
    source: '',
    consequence: ({ oidcIssuer }, leaked) => {
      if (oidcIssuer !== null) {
        return `No function reads it, because the administrators’ tokens come from ${oidcIssuer}.`;
      }
      return leaked
        ? `${usedSoon} Then no token works that was signed before: administrators need new ones.`
        : `${usedSoon} Tokens that were signed before work until they expire, or until the next rotation.`;
    },
    next: ({ oidcIssuer }) =>
      oidcIssuer === null ? ['If another system signs administrators’ tokens, give it the new value from Secrets Manager.'] : [],
  },
  'traffic-ops-sessions': {
    setting: 'trafficOpsSessionSecret',
    keepsFormer: true,
    isFromProduct: ({ trafficOpsUrl }) => trafficOpsUrl !== null,
    source: 'The first of the secrets in the configuration of Traffic Ops',
    consequence: ({ trafficOpsUrl }, leaked) => {
      const sessions = leaked
        ? 'Sessions that a reset link opened before end: people in the middle of a reset follow their link again.'
        : 'Sessions that a reset link opened before go on.';
      const there =
        trafficOpsUrl === null ? '' : ' Traffic Ops must have the same value already, or nobody can reset a password there.';
      return `${usedSoon} ${sessions}${there}`;
    },
    next: ({ trafficOpsUrl }) =>
      trafficOpsUrl === null ? [] : ['Run check in a minute. It says whether Traffic Ops accepts the value.'],
  },
  'crafter-profile': ofCrafter('crafterProfileSecret', 'The id of Rekey’s own access token in Crafter Profile'),
  'crafter-studio': ofCrafter('crafterStudioSecret', 'The access token of Rekey’s own user in Crafter Studio'),
};

/** The server takes one value at a time, so the former version counts for nothing. */
function ofCrafter(setting: RotatedSecret['setting'], source: string): RotatedSecret {
  return {
    setting,
    keepsFormer: false,
    isFromProduct: () => true,
    source,
    consequence: () => `${usedSoon} Rekey no longer uses the former one.`,
    next: () => ['Run check in a minute. If the server accepts the new value, revoke the former one there.'],
  };
}
