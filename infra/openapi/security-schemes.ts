/** The credentials, by the name under which operations ask for them. */
export const securitySchemes = {
  accessToken: {
    type: 'apiKey',
    in: 'query',
    name: 'accessTokenId',
    description:
      'The calling application’s access token. It may come in the body as well, like every parameter of Crafter Profile.',
  },
  administratorToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'With `admin` among its `roles`: as `npm run admin -- administrator-token` prints it, or of the configured OIDC issuer.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'mojolicious',
    description: 'The session that `traffic-ops/login-with-token` opens.',
  },
} as const;
