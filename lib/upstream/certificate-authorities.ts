/**
 * The certificate authorities that the products' servers have their certificates from, in PEM. A bundle carries those of the context `upstreamCa`
 * here. Undefined: those that Node.js trusts.
 */
export const certificateAuthorities: string | undefined = undefined;
