// For what the processes of one run share.
process.env.TEST_RUN ??= `${process.pid}`;

export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } } }] },
  globalTeardown: '<rootDir>/test/remove-bundles.ts',
  setupFiles: ['<rootDir>/test/cheap-hashes.ts'],
  testTimeout: 20_000,
  reporters: ['default', '<rootDir>/test/promises-reporter.ts'],
  // Its default leaves one core idle, which is half of a small machine.
  maxWorkers: '100%',
};
