import fast from './jest.config.js';

// Read by test/security/start-rekey.ts: the security tests run here again, over the protocols of DynamoDB and SES.
process.env.TEST_LANE = 'slow';

// biome-ignore lint/style/noDefaultExport: so jest wants it
export default {
  ...fast,
  testMatch: ['<rootDir>/test/**/*.slow.test.ts', '<rootDir>/test/security/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120_000,
};
