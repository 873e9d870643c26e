import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const forbidden = [
  ['libs/growth/src/index.ts', "export { topics } from '@silkgauge/contract';"],
  ['libs/contract/src/index.ts', "export { ensureTopics } from '@silkgauge/kafka';"],
  ['libs/kafka/src/index.ts', "export { createReadModel } from '@silkgauge/read-model';"],
  ['libs/read-model/src/index.ts', "export { ensureTopics } from '@silkgauge/kafka';"],
  ['libs/known/src/index.ts', "export { Readiness } from '@silkgauge/service';"],
  ['libs/decisions/src/index.ts', "export { BatchApplier } from '@silkgauge/aggregation';"],
  ['libs/service/src/index.ts', "export { ensureTopics } from '@silkgauge/kafka';"],
  ['libs/access/src/index.ts', "export { runFeed } from '@silkgauge/feed';"],
  ['libs/service/src/index.ts', "export { readAccessRecord } from '@silkgauge/access';"],
  ['libs/feed/src/index.ts', "export { createReadModel } from '@silkgauge/read-model';"],
  ['libs/client/src/index.ts', "export { topics } from '@silkgauge/contract';"],
  ['libs/client/src/index.ts', "export { Kafka } from 'kafkajs';"],
  ['apps/feed/src/main.ts', "export { variables } from '../../growth-api/src/config.ts';"],
  ['libs/kafka/src/index.ts', "export { startKafka } from '@silkgauge/testing';"],
  ['apps/aggregation/src/main.ts', "export { startKafka } from '@silkgauge/testing';"],
  ['apps/aggregation/src/main.ts', "export { startKafka } from '../../../harness/services/index.ts';"],
  ['harness/chaos/report.ts', "export { variables } from '../../apps/growth-api/src/config.ts';"],
  ['harness/chaos/report.ts', "export { ensureTopics } from '../../libs/kafka/src/index.ts';"],
  [
    'harness/simulator/simulator.spec.ts',
    "export { Relay } from '../../apps/aggregation/src/relay/relay.ts';",
  ],
  ['apps/growth-api/src/main.ts', "export { Kafka } from 'kafkajs';"],
  ['apps/growth-api/src/main.ts', "export { Connection } from '@platformatic/kafka';"],
  ['apps/aggregation/src/main.ts', "export { Pool } from 'pg';"],
];
const pure = ['libs/growth/src/index.ts', "export { readFileSync } from 'node:fs';"];
/** Internals of drivers, each with the rule that forbids them. */
const inside = [
  [
    'libs/kafka/src/index.ts',
    "export { default } from 'kafkajs/src/network/connection.js';",
    'no-restricted-imports',
  ],
  ['libs/read-model/src/index.ts', "export { default } from 'pg/lib/query.js';", 'no-restricted-imports'],
  [
    'libs/read-model/src/index.ts',
    "import pg from 'pg'; pg.Query.prototype.submit = () => null;",
    'no-restricted-syntax',
  ],
  [
    'libs/kafka/src/index.ts',
    "declare module 'kafkajs/src/cluster' { export class Cluster {} }",
    'no-restricted-syntax',
  ],
];
/** Imports against the order of folders in libs/growth and libs/kafka. */
const upward = [
  ['libs/growth/src/number/decimal.ts', "export { periodEnd } from '../period/period.ts';"],
  ['libs/growth/src/period/months.ts', "export type { Figure } from '../observation/figure.ts';"],
  ['libs/growth/src/observation/print.ts', "export { levelShare } from '../rules/level-share.ts';"],
  ['libs/growth/src/rules/ratio.ts', "export { judge } from '../state/verdict.ts';"],
  ['libs/growth/src/state/verdict.ts', "export { figure } from '../spec/figures.ts';"],
  ['libs/growth/src/state/verdict.ts', "export { exactly } from '../index.ts';"],
  ['libs/growth/src/state/verdict.ts', "export { readFileSync } from 'node:fs';"],
  ['libs/kafka/src/wire/records.ts', "export { Fenced } from '../broker/errors.ts';"],
  ['libs/kafka/src/broker/cluster.ts', "export { openSender } from '../sender/fenced-sender.ts';"],
  ['libs/kafka/src/sender/produce.ts', "export { scanTopics } from '../reader/scan-topics.ts';"],
];
const allowed = [
  ['libs/growth/src/state/verdict.ts', "export { exactly } from '../number/interval.ts';"],
  ['libs/growth/src/state/levels.ts', "export { sumOfParts } from '../rules/sum-of-parts.ts';"],
  ['libs/growth/src/observation/print.ts', "export { publishedUntil } from '../period/publication.ts';"],
  ['libs/kafka/src/topics/topics.ts', "export { scanTopics } from '../reader/scan-topics.ts';"],
  ['libs/contract/src/index.ts', "export { newSeriesFacts } from '@silkgauge/growth';"],
  ['apps/aggregation/src/main.ts', "export { topics } from '@silkgauge/contract';"],
  ['harness/chaos/report.ts', "export { BatchApplier } from '@silkgauge/aggregation';"],
  ['harness/simulator/simulator.spec.ts', "export { Kafka } from 'kafkajs';"],
];

/**
 * Lints in a process of its own, since ESLint's plugins do not load in Jest. The lines of a file are linted
 * as one text, because the parser derives types once per text.
 */
const LINT = `
  import { ESLint } from 'eslint';
  const eslint = new ESLint();
  const rules = [];
  for (const [file, lines] of JSON.parse(process.argv[1])) {
    const [{ messages }] = await eslint.lintText(lines.join('\\n') + '\\n', { filePath: file });
    for (const [at, line] of lines.entries()) {
      const ofLine = messages.filter((message) => message.line === at + 1);
      rules.push([file + ' ' + line, ofLine.map((message) => message.ruleId ?? message.message)]);
    }
  }
  console.log(JSON.stringify(rules));
`;

let broken;
beforeAll(() => {
  // Without the project graph the rule skips every file with a warning.
  const graph = spawnSync(join(root, 'node_modules/.bin/nx'), ['show', 'projects'], { cwd: root });
  expect(graph.status).toBe(0);
  const files = Map.groupBy([...forbidden, pure, ...inside, ...upward, ...allowed], ([file]) => file);
  const lines = [...files].map(([file, cases]) => [file, cases.map(([, line]) => line)]);
  const lint = spawnSync(process.execPath, ['--input-type=module', '-e', LINT, JSON.stringify(lines)], {
    cwd: root,
    encoding: 'utf8',
    // Otherwise the parser reads the files from disk.
    env: { ...process.env, NODE_OPTIONS: '', TSESTREE_SINGLE_RUN: 'false' },
  });
  broken = new Map(JSON.parse(lint.stdout));
});

describe('import boundaries are lint rules', () => {
  it.each(forbidden)('%s must not: %s', (file, text) => {
    expect(broken.get(`${file} ${text}`)).toContain('@nx/enforce-module-boundaries');
  });

  it.each(inside)('%s must not use internals of a driver: %s', (file, text, rule) => {
    expect(broken.get(`${file} ${text}`)).toContain(rule);
  });

  it('libs/growth must not import I/O', () => {
    expect(broken.get(pure.join(' '))).toContain('no-restricted-imports');
  });

  it.each(upward)('%s must not, by the order of folders: %s', (file, text) => {
    expect(broken.get(`${file} ${text}`)).toEqual(['no-restricted-imports']);
  });

  it.each(allowed)('%s may: %s', (file, text) => {
    expect(broken.get(`${file} ${text}`)).toEqual([]);
  });
});
