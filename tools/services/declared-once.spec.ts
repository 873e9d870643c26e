import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FEEDS, SERVICES } from '@silkgauge/contract';
import { checkout, DECLARATION, madeOf } from './files.ts';

/** Texts that describe the system as it is found, with the ports of a reader's machine. */
const TOLD = [
  // Examples of alerts, with an instance each.
  ...['ops/prometheus/alerts.test.yml', 'ops/prometheus/absence.test.yml', 'ops/prometheus/sources.test.yml'],
  // Lines of the README, as they are pasted.
  ...[
    'harness/e2e/docs/pasted-lines.e2e.spec.ts',
    'harness/e2e/readme.spec.ts',
    'harness/strangers/lines.ts',
  ],
  ...['harness/strangers/read_all.py', 'harness/e2e/page/screenshots.mjs'],
  // Specs of the reading itself.
  ...['tools/services/services.spec.ts', 'tools/services/declared-once.spec.ts'],
];
/** Programs beside those that a service is: a stamp, a measurement of one, and tools over standard input. */
const PROGRAMS = ['tools/setup.mjs', 'harness/bench/custom.env', 'harness/e2e/access.e2e.spec.ts'];
/** Scenarios that push what each of the three feeds takes: a further feed is none of theirs. */
const SCENARIOS = [
  ...['harness/e2e/dry-run.e2e.spec.ts', 'harness/e2e/embargo/posts.ts', 'harness/e2e/stack.ts'],
  ...['harness/e2e/scenarios/secured.e2e.spec.ts', 'tools/services/services.spec.ts'],
];

const tracked = execFileSync('git', ['ls-files', 'ops', 'tools', 'harness'], {
  cwd: checkout,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => /\.(?:ts|mjs|json|ya?ml|sql|sh|env|py|conf)$/.test(path));

let byHand: (readonly [path: string, text: string])[];

beforeAll(async () => {
  const made = await madeOf(readFileSync(join(checkout, DECLARATION), 'utf8'));
  byHand = tracked
    .filter((path) => path !== DECLARATION && !made.has(path))
    .map((path) => [path, readFileSync(join(checkout, path), 'utf8')] as const);
});

const placesOf = (pattern: RegExp, but: readonly string[]): string[] =>
  byHand.flatMap(([path, text]) => (pattern.test(text) && !but.includes(path) ? [path] : []));

it('no port of a service stands anywhere else in ops, tools and harness', () => {
  const ports = SERVICES.map(({ port }) => String(port)).join('|');
  expect(placesOf(new RegExp(`(?<![\\w-])(?:${ports})(?!\\w)`), TOLD)).toEqual([]);
});

it('no program of a service in the image stands anywhere else', () => {
  const programs = [...new Set(SERVICES.map(({ program }) => program[0]))].join('|');
  expect(placesOf(new RegExp(programs), PROGRAMS)).toEqual([]);
});

it('no list of the feeds or of most services stands anywhere else; one may be called by its name', () => {
  const names = (text: string, all: readonly string[]) =>
    all.filter((name) => new RegExp(`['" /:(]${name}['" ,:)/]`).test(text));
  const most = SERVICES.length - 2;
  const lists = byHand.flatMap(([path, text]) =>
    names(text, FEEDS).length === FEEDS.length ||
    names(
      text,
      SERVICES.map(({ name }) => name),
    ).length >= most
      ? [path]
      : [],
  );
  expect(lists.filter((path) => !SCENARIOS.includes(path))).toEqual([]);
});
