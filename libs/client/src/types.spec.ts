import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly examples?: readonly unknown[];
}

const published = (document: string) =>
  Object.entries(
    (
      JSON.parse(readFileSync(here(`../../contract/published/${document}.schema.json`), 'utf8')) as {
        schemas: Readonly<Record<string, Schema>>;
      }
    ).schemas,
  );
const events = published('events');
const schemas = [...events, ...published('states'), ...published('subscriptions')].flatMap(
  ([name, schema]): [string, Schema][] => [[name, schema], ...Object.entries(schema.$defs ?? {})],
);

const types = () => readFileSync(here('types.ts'), 'utf8');

it('the types are those of the published schemas; `npm run client-types` writes them', () => {
  const made = execFileSync(process.execPath, [here('../types.mjs'), '--print'], {
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  expect(types()).toBe(made);
});

it('each published schema of an object is an interface with its members, those that may be absent with a mark', () => {
  const interfaces = new Map(
    [...types().matchAll(/^export interface (\w+) \{\n(.*?)^\}$/gms)].map(([, name = '', body = '']) => [
      name,
      [...body.matchAll(/^ {2}(?:'([^']+)'|(\w+))(\??):/gm)]
        .map(([, quoted, plain, mark]) => `${quoted ?? plain ?? ''}${mark ?? ''}`)
        .sort(),
    ]),
  );
  const objects = schemas.filter(([, { type, properties }]) => type === 'object' && properties);
  expect(objects.length).toBeGreaterThan(100);
  for (const [name, { properties = {}, required = [] }] of objects) {
    const members = Object.keys(properties).map((one) => (required.includes(one) ? one : `${one}?`));
    expect([name, interfaces.get(name)]).toEqual([name, members.sort()]);
  }
});

it('the example of each published event is of its type', () => {
  const folder = mkdtempSync(join(tmpdir(), 'client-examples-'));
  try {
    const examples = events.map(
      ([name, schema]) => `export const a${name}: types.${name} = ${JSON.stringify(schema.examples?.[0])};`,
    );
    const file = join(folder, 'examples.ts');
    writeFileSync(
      file,
      [
        `import type * as types from '${here('types.ts')}';`,
        ...examples,
        '// @ts-expect-error: no event lacks its data.',
        `export const none: types.InputEvent = { specversion: '1.0', source: '/s', id: 'a', type: 'silkgauge.figure.reported.v1' };`,
      ].join('\n'),
    );
    const { status, stdout } = spawnSync(
      process.execPath,
      [
        here('../../../node_modules/typescript-7/bin/tsc'),
        ...['--noEmit', '--strict', '--module', 'nodenext', '--allowImportingTsExtensions', '--types', ''],
        ...['--ignoreConfig', file],
      ],
      { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
    );
    expect([stdout, status]).toEqual(['', 0]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('no member of a type of decimals is a number', () => {
  const numbers = [...types().matchAll(/^ {2}'?([\w-]+)'?\??: number/gm)].map(([, name]) => name);
  expect(
    numbers.filter((name) => /value|low|high|gap|amount|quantity|units|multiplier/i.test(name ?? '')),
  ).toEqual([]);
  expect(types()).toMatch(/ {2}low: string/);
});
