import { fillSample } from './sample-values.ts';

/** What the required parameters of a path or query look like, in the demo. */
export const sampleParameters: { readonly [name: string]: string } = {
  id: fillSample('{{id}}'),
  username: fillSample('{{user}}'),
  token: fillSample('{{token}}'),
  version: '5.0',
};
