export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } } }] },
  setupFiles: ['<rootDir>/test/cheap-hashes.ts'],
  testTimeout: 20_000,
  reporters: ['default', '<rootDir>/test/promises-reporter.ts'],
  // Its default leaves one core idle, which is half of a small machine.
  maxWorkers: '100%',
};
