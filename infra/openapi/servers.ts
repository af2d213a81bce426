type Server = { url: string; description: string; variables?: object };

/** The servers on which Rekey may run. */
export const servers: readonly Server[] = [
  { url: 'http://127.0.0.1:3000', description: 'npm start' },
  {
    url: 'https://{apiId}.execute-api.{region}.amazonaws.com',
    description: 'A deployed stack',
    variables: {
      apiId: { default: 'abcdefghij', description: 'The id of the API, which `cdk deploy` prints.' },
      region: { default: 'eu-central-1' },
    },
  },
];
