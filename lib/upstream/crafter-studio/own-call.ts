/**
 * A header of Rekey's own calls to Studio. If it comes back in a request, the address of Studio leads through the front back to Rekey. Such a call is
 * refused and not passed on again.
 */
export const ownCall = { name: 'x-rekey-call', value: '1' } as const;
