// The fast lane, `npm test`: what a change is likely to break. The slow lane is `*.slow.test.ts` (jest.slow.config.js). CONTRIBUTING.md explains both.

// What the processes of one run share.
process.env.TEST_RUN ??= `${process.pid}`;
// No test fails because a busy machine answers late; those that test time-outs choose their own.
process.env.REKEY_PATIENCE ??= '30';
// To check each template against the schemas of CloudFormation takes longer than to make it. `npm run check` does it once, with `npm run synth`.
process.env.CDK_VALIDATION ??= 'false';

export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '\\.slow\\.test\\.ts$'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    'lib/page/assets\\.ts$': '<rootDir>/test/page/assets-as-values.ts',
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } } }],
  },
  globalTeardown: '<rootDir>/test/remove-bundles.ts',
  setupFiles: ['<rootDir>/test/cheap-hashes.ts'],
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/test/promises-reporter.ts'],
  // Its default leaves one core idle, which is half of a small machine.
  maxWorkers: '100%',
};
