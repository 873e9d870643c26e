import { readdirSync, readFileSync } from 'node:fs';
import { LARGE_INDEXES } from './large-indexes.ts';

const CREATED_TABLE = /create table (?:if not exists )?([\w.]+)/gi;
const CREATED_INDEX = /create (?:unique )?index (?:concurrently )?(?:if not exists )?(\w+) on ([\w.]+)/gi;

/** Indexes that a migration makes in its transaction on tables that it does not make. */
function blocking(script: string): string[] {
  const own = new Set([...script.matchAll(CREATED_TABLE)].map(([, table]) => table));
  return [...script.matchAll(CREATED_INDEX)].flatMap(([, index, table]) =>
    own.has(table) ? [] : [`${String(index)} on ${String(table)}`],
  );
}

it('a migration makes indexes on tables of its own alone; others are built while they are written', () => {
  const scripts = readdirSync(import.meta.dirname).filter((name) => /^\d+-.*\.ts$/.test(name));
  expect(scripts.length).toBeGreaterThan(30);
  const found = scripts.flatMap((name) =>
    blocking(readFileSync(new URL(name, import.meta.url), 'utf8')).map((index) => `${name}: ${index}`),
  );
  expect(found).toEqual([]);
  expect(blocking('create table a (n int); create index i on a (n); create index j on b (n)')).toEqual([
    'j on b',
  ]);
});

it('large indexes have names of their own', () => {
  expect(new Set(LARGE_INDEXES.map(({ name }) => name)).size).toBe(LARGE_INDEXES.length);
});
