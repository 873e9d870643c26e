import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';
import { oneList } from './tools/lint/one-list.mjs';

const IO_NODE_MODULES = [
  'fs',
  'net',
  'http',
  'https',
  'child_process',
  'worker_threads',
  'dgram',
  'os',
  'process',
  'tls',
  'timers',
];

/** What a pure room does not import: nothing in it reads the world. */
const PURE = {
  paths: IO_NODE_MODULES.flatMap((m) => [m, `node:${m}`]),
  patterns: [{ group: ['node:fs/*', 'node:timers/*'], message: 'This room is pure.' }],
};

/** The folders of a room that has an order of them; each may import itself and those before it. */
const LAYERS = {
  growth: ['number', 'period', 'observation', 'rules', 'state'],
  kafka: ['wire', 'event', 'broker', 'sender', 'reader', 'topics'],
};

/** The folders that the one at this place does not import, the helpers of specs and the index among them. */
const above = (room, at) => ({
  group: [...LAYERS[room].slice(at + 1).map((layer) => `../**/${layer}/*`), '../**/spec/*', '../index.ts'],
  message: `In libs/${room}/src the order is ${LAYERS[room].join(' < ')}.`,
});

/** Which room may import which; the list of docs/architecture.md as a rule. */
const rooms = {
  codelists: [],
  growth: [],
  contract: ['growth'],
  sdmx: ['growth', 'contract'],
  draft: ['growth', 'contract', 'words'],
  words: ['growth'],
  bulletin: ['growth', 'contract', 'words'],
  alerts: ['growth', 'contract', 'bulletin'],
  releases: ['growth', 'contract'],
  kafka: ['contract'],
  'read-model': ['growth', 'contract'],
  known: ['growth', 'contract', 'words', 'bulletin', 'read-model'],
  decisions: ['growth', 'contract', 'releases', 'kafka', 'read-model'],
  judging: ['growth', 'contract', 'bulletin', 'alerts', 'releases', 'read-model', 'known'],
  rehearsal: [
    ...[
      'growth',
      'contract',
      'bulletin',
      'alerts',
      'releases',
      'read-model',
      'known',
      'decisions',
      'judging',
    ],
  ],
  service: [],
  calls: ['contract', 'kafka', 'service'],
  access: ['contract', 'kafka', 'service'],
  embargo: ['contract', 'kafka', 'service'],
  feed: ['contract', 'kafka', 'service', 'access', 'embargo'],
  client: [],
  app: [
    'growth',
    'contract',
    'sdmx',
    'draft',
    'words',
    'bulletin',
    'alerts',
    'releases',
    'kafka',
    'read-model',
    'known',
    'decisions',
    'judging',
    'rehearsal',
    'service',
    'calls',
    'access',
    'embargo',
    'feed',
  ],
  dashboard: ['growth', 'contract', 'words'],
  harness: [
    'growth',
    'contract',
    'sdmx',
    'draft',
    'words',
    'bulletin',
    'alerts',
    'releases',
    'kafka',
    'read-model',
    'known',
    'decisions',
    'judging',
    'rehearsal',
    'service',
    'calls',
    'access',
    'embargo',
    'feed',
    'client',
    'app',
  ],
};

const constraint = (sourceTag, room, banned) => ({
  sourceTag,
  // Every room may read the code lists.
  onlyDependOnLibsWithTags: ['codelists', ...room].map((r) => `room:${r}`),
  ...(banned ? { bannedExternalImports: banned } : {}),
});

const KAFKA = ['kafkajs', '@platformatic/kafka'];
const SQL = ['pg', 'pg-*', 'typeorm'];
const NEST = ['@nestjs/*', 'fastify', 'rxjs', 'nestjs-pino'];

/** Who may import whom; by its name alone, so what its index does not export stays inside. */
const BOUNDARIES = [
  'error',
  {
    enforceBuildableLibDependency: false,
    allow: [],
    depConstraints: [
      {
        sourceTag: 'type:pure',
        bannedExternalImports: [...KAFKA, ...SQL, ...NEST],
        onlyDependOnLibsWithTags: ['type:pure'],
      },
      {
        sourceTag: 'room:growth',
        onlyDependOnLibsWithTags: ['room:growth', 'room:codelists'],
        bannedExternalImports: ['!(fast-check)'],
      },
      constraint('room:codelists', rooms.codelists),
      constraint('room:contract', ['contract', ...rooms.contract]),
      constraint('room:sdmx', ['sdmx', ...rooms.sdmx]),
      constraint('room:draft', ['draft', ...rooms.draft]),
      constraint('room:words', ['words', ...rooms.words]),
      constraint('room:bulletin', ['bulletin', ...rooms.bulletin]),
      constraint('room:alerts', ['alerts', ...rooms.alerts]),
      constraint('room:releases', ['releases', ...rooms.releases]),
      constraint('room:kafka', ['kafka', ...rooms.kafka], SQL),
      constraint('room:read-model', ['read-model', ...rooms['read-model']], [...KAFKA, ...NEST]),
      constraint('room:known', ['known', ...rooms.known], [...KAFKA, ...SQL, ...NEST]),
      constraint('room:decisions', ['decisions', ...rooms.decisions], [...KAFKA, ...SQL, ...NEST]),
      constraint('room:judging', ['judging', ...rooms.judging], [...KAFKA, ...SQL, ...NEST]),
      constraint('room:rehearsal', ['rehearsal', ...rooms.rehearsal], [...KAFKA, ...SQL, ...NEST]),
      constraint('room:service', ['service', ...rooms.service], [...KAFKA, ...SQL]),
      constraint('room:calls', ['calls', ...rooms.calls], [...KAFKA, ...SQL]),
      constraint('room:access', ['access', ...rooms.access], [...KAFKA, ...SQL]),
      constraint('room:embargo', ['embargo', ...rooms.embargo], [...KAFKA, ...SQL, ...NEST]),
      constraint('room:feed', ['feed', ...rooms.feed], [...KAFKA, ...SQL]),
      constraint('room:client', ['client'], [...KAFKA, ...SQL, ...NEST]),
      constraint('room:app', rooms.app, [...KAFKA, ...SQL]),
      constraint('room:dashboard', ['dashboard', ...rooms.dashboard], [...KAFKA, ...SQL, ...NEST]),
      constraint('room:harness', ['harness', ...rooms.harness]),
    ],
  },
];

/** Drivers are used by what they export: their insides may be others in the next version. */
const INSIDES_OF_DRIVERS = {
  group: ['kafkajs/*', '@platformatic/kafka/*', 'pg/*', 'pg-pool/*', 'pg-protocol/*'],
  message: 'A driver is used by what it exports.',
};

const REPLACED_INSIDES = [
  {
    selector: 'TSModuleDeclaration[id.value=/^(kafkajs|@platformatic.kafka|pg)/]',
    message: 'A driver is used by what it exports, and described by its own types.',
  },
  {
    selector: "AssignmentExpression[left.object.property.name='prototype']",
    message: 'An import changes nothing for others: no prototype is replaced.',
  },
];

export default tseslint.config(
  {
    ignores: [
      ...['**/dist', '**/bundle', '**/node_modules', '.nx', '.silkgauge', 'data', '**/coverage'],
      // Generated from the published schemas.
      'libs/client/src/types.ts',
    ],
  },
  {
    // Specs and tools too: what a test reads grows with what it tests.
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs', '**/*.js'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': 'error',
      'regexp/no-super-linear-move': 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [
      ...tseslint.configs.strictTypeChecked.slice(0, 2),
      ...tseslint.configs.strict,
      ...tseslint.configs.stylistic,
    ],
    plugins: { '@nx': nx },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { project: './tsconfig.check.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-inferrable-types': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'off',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'no-restricted-imports': ['error', { patterns: [INSIDES_OF_DRIVERS] }],
      'no-restricted-syntax': ['error', ...REPLACED_INSIDES],
      eqeqeq: 'error',
      'prefer-const': 'error',
      '@nx/enforce-module-boundaries': BOUNDARIES,
    },
  },
  {
    // Tests and the harness have lists of their own, to hold the product against; the client imports no room.
    files: ['libs/*/src/**/*.ts', 'apps/*/src/**/*.ts', 'apps/*/src/**/*.tsx'],
    ignores: ['libs/codelists/**', 'libs/client/**', '**/*.spec.ts', '**/*.fixture.ts', '**/src/spec/**'],
    plugins: { silkgauge: { rules: { 'one-list': oneList } } },
    rules: { 'silkgauge/one-list': 'error' },
  },
  {
    // A function is read at one sight; specs group in one function what belongs together.
    files: ['libs/*/src/**/*.ts', 'apps/*/src/**/*.ts', 'apps/*/src/**/*.tsx'],
    ignores: ['**/*.spec.ts', '**/*.fixture.ts', '**/src/spec/**'],
    rules: { 'max-lines-per-function': ['error', 50] },
  },
  {
    // PostgreSQL's driver by its public face alone: nothing of it is reached into, replaced or described here.
    files: ['libs/read-model/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: ['pg/*', 'pg-protocol', 'pg-protocol/*'] },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[property.name='prototype']",
          message: 'A prototype is not looked at: whatever is changed there, is changed for everybody.',
        },
        { selector: 'TSModuleDeclaration[declare=true]', message: "A library's types are its own." },
      ],
    },
  },
  {
    files: ['apps/dashboard/src/**/*.ts', 'apps/dashboard/src/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: {
      parserOptions: { project: './apps/dashboard/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'react-hooks/purity': 'error',
      'react-hooks/set-state-in-render': 'error',
    },
  },
  {
    files: [
      'libs/growth/src/**/*.ts',
      'libs/contract/src/**/*.ts',
      'libs/sdmx/src/**/*.ts',
      'libs/draft/src/**/*.ts',
      'libs/words/src/**/*.ts',
      'libs/bulletin/src/**/*.ts',
      'libs/alerts/src/**/*.ts',
      'libs/releases/src/**/*.ts',
    ],
    ignores: ['**/*.spec.ts', '**/src/spec/**'],
    rules: { 'no-restricted-imports': ['error', PURE] },
  },
  {
    // What is told follows from events alone: the same on every machine, with every version of Node, for ever.
    files: [
      'libs/words/src/**/*.ts',
      'libs/bulletin/src/**/*.ts',
      'libs/alerts/src/**/*.ts',
      'libs/releases/src/**/*.ts',
    ],
    ignores: ['**/*.spec.ts', '**/src/spec/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'Intl', message: 'Its texts change with its version: words are data of this room.' },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time comes with the states.' },
        { object: 'Math', property: 'random', message: 'The same states give the same words.' },
        ...['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString', 'localeCompare'].map(
          (property) => ({
            property,
            message: 'It is the work of Intl.',
          }),
        ),
      ],
    },
  },
  ...LAYERS.growth.map((layer, at) => ({
    files: [`libs/growth/src/${layer}/**/*.ts`],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': ['error', { ...PURE, patterns: [...PURE.patterns, above('growth', at)] }],
    },
  })),
  ...LAYERS.kafka.map((layer, at) => ({
    files: [`libs/kafka/src/${layer}/**/*.ts`],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [INSIDES_OF_DRIVERS, above('kafka', at)] }] },
  })),
  {
    files: ['**/*.spec.ts', '**/*.fixture.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Specs and tools talk to the services themselves, to check ours from outside.
    files: [
      '**/*.spec.ts',
      '**/*.fixture.ts',
      'tools/**',
      'examples/**',
      'harness/**',
      '*.mjs',
      '*.config.*',
    ],
    rules: {
      '@nx/enforce-module-boundaries': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-exports': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
    },
  },
  {
    // The harness sees the product from outside, its specs too; the examples are no room.
    files: ['harness/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': ['error', { ...BOUNDARIES[1], allow: ['/examples/'] }] },
  },
);
