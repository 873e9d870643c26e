const compiledBy = (options) => [
  '@swc/jest',
  { jsc: { target: 'es2024', ...options }, module: { type: 'es6' } },
];

const typescript = {
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  modulePathIgnorePatterns: ['/dist/', '/bundle/'],
  moduleNameMapper: {
    '^@silkgauge/testing$': '<rootDir>/harness/index.ts',
    // What is drawn on the server has no style.
    '\\.css$': '<rootDir>/tools/test/no-style.mjs',
  },
  testEnvironmentOptions: { customExportConditions: ['@silkgauge/source', 'node', 'node-addons'] },
  transform: {
    '^.+\\.ts$': compiledBy({
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    }),
    '^.+\\.tsx$': compiledBy({
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
    }),
  },
};

/** One broker and one database for a run; a run of pure specs alone starts neither. */
const services = {
  globalSetup: '<rootDir>/harness/services/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/harness/services/jest/global-teardown.mjs',
};

const specs = (ending) => [
  `<rootDir>/{libs,apps}/*/src/**/*.${ending}.ts`,
  `<rootDir>/{harness,tools}/**/*.${ending}.{ts,mjs}`,
];

export default {
  // A machine may have other work: a test waits for what it asks, and is not a measure of time.
  testTimeout: 300_000,
  maxWorkers: 2,
  projects: [
    {
      ...typescript,
      displayName: 'pure',
      testMatch: specs('spec'),
      testPathIgnorePatterns: ['\\.(int|e2e)\\.spec\\.'],
    },
    // A room beside a real broker or database.
    { ...typescript, ...services, displayName: 'services', testMatch: specs('int.spec') },
    // Processes as they are shipped.
    { ...typescript, ...services, displayName: 'system', testMatch: specs('e2e.spec') },
  ],
};
