import fast from './jest.config.js';

// Read by test/credentials.ts: the security tests run here again, against a Rekey that is not the demo but as a deployed one is.
process.env.TEST_MODE = 'production';

// biome-ignore lint/style/noDefaultExport: so jest wants it
export default {
  ...fast,
  testMatch: ['<rootDir>/test/security/*.test.ts'],
  // It shows only a part of the promises, so it does not count them.
  reporters: ['default'],
  testPathIgnorePatterns: ['\\.slow\\.test\\.ts$', 'test/security/demo\\.test\\.ts$'],
};
