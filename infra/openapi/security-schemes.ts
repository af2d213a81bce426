/** The credentials, by the names that operations use for them. */
export const securitySchemes = {
  accessToken: {
    type: 'apiKey',
    in: 'query',
    name: 'accessTokenId',
    description:
      'The access token of the calling application. It may also come in the body, like every parameter of Crafter Profile.',
  },
  administratorToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'A token with `sub`, and with `admin` among its `roles`. `npm run admin -- administrator-token` prints one, or the configured OIDC issuer issues it.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'mojolicious',
    description: 'The session that `traffic-ops/login-with-token` starts.',
  },
} as const;
