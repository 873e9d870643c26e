const typescript = {
  extensionsToTreatAsEsm: ['.ts'],
  modulePathIgnorePatterns: ['/dist/', '/bundle/'],
  moduleNameMapper: { '^@silkgauge/testing$': '<rootDir>/harness/index.ts' },
  testEnvironmentOptions: { customExportConditions: ['@silkgauge/source', 'node', 'node-addons'] },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
      },
    ],
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
