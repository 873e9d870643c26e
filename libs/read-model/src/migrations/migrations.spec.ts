import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LARGE_INDEXES } from './large-indexes.ts';
import { MIGRATIONS, readMigrations, type SqlMigration } from './sql-files.ts';
import { BASELINE } from './sql-migration.ts';

/**
 * What each migration said when it was added. One that has run somewhere never changes: a database that has it would
 * not get the change. Write a new one behind it, and add its digest here.
 */
const SAID: Readonly<Record<string, string>> = {
  '100-baseline': '6738edfdf1fe9ca1b61d29631d4e232c63fe8d5d164c72ba6f60f7da9ad17701',
  '101-words-of-versions': 'ac8e7debee7d6eabfdf95d2daba4eda2346abd19815dd60c6f2243e8fb9e4696',
};

const digestOf = ({ files }: SqlMigration): string => {
  const hash = createHash('sha256');
  for (const { path, text } of files) hash.update(`${path}\n${text}\n`);
  return hash.digest('hex');
};

describe('the migrations', () => {
  const migrations = readMigrations(MIGRATIONS);

  it('say what they said', () => {
    expect(
      Object.fromEntries(migrations.map((one) => [`${String(one.number)}-${one.name}`, digestOf(one)])),
    ).toEqual(SAID);
  });

  it('begin with the baseline, and each has a higher number than the one before', () => {
    const numbers = migrations.map(({ number }) => number);
    expect(numbers[0]).toBe(BASELINE);
    expect(numbers.filter((number, at) => at > 0 && number <= (numbers[at - 1] ?? 0))).toEqual([]);
  });

  it('make indexes on tables of their own alone; others are built while they are written', () => {
    expect(migrations.flatMap(blocking)).toEqual([]);
    const index = 'create table a (n int); create index i on a (n); create index j on b (n)';
    const file = { path: '101-b.sql', text: index, isOnce: false };
    expect(blocking({ number: 101, name: 'b', files: [file] })).toEqual(['b: j on b']);
    expect(new Set(LARGE_INDEXES.map(({ name }) => name)).size).toBe(LARGE_INDEXES.length);
  });
});

const CREATED_TABLE = /create table (?:if not exists )?([\w.]+)/gi;
const CREATED_INDEX = /create (?:unique )?index (?:concurrently )?(?:if not exists )?(\w+)\s+on ([\w.]+)/gi;

/** Indexes that a migration makes in its transaction on tables that it does not make. */
function blocking({ name, files }: SqlMigration): string[] {
  const script = files.map(({ text }) => text).join('\n');
  const own = new Set([...script.matchAll(CREATED_TABLE)].map(([, table]) => table));
  return [...script.matchAll(CREATED_INDEX)].flatMap(([, index, table]) =>
    own.has(table) ? [] : [`${name}: ${String(index)} on ${String(table)}`],
  );
}

describe('a folder of migrations', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'migrations-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (path: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), `-- ${path}`);
  };
  const read = () => readMigrations(pathToFileURL(`${folder}/`));

  it('is read in order of number, and the files of each in order of path', () => {
    for (const path of ['102-c.once.sql', '100-a/2-b/1-y.sql', '100-a/1-b/2-x.once.sql', '101-b.sql'])
      write(path);
    write('100-a/1-b/1-z.sql');
    write('notes.md');
    expect(
      read().map(({ number, name, files }) => [
        number,
        name,
        files.map(({ path, isOnce }) => [path, isOnce]),
      ]),
    ).toEqual([
      [
        ...[100, 'a'],
        [
          ['100-a/1-b/1-z.sql', false],
          ['100-a/1-b/2-x.once.sql', true],
          ['100-a/2-b/1-y.sql', false],
        ],
      ],
      [101, 'b', [['101-b.sql', false]]],
      [102, 'c', [['102-c.once.sql', true]]],
    ]);
    expect(read()[1]?.files[0]?.text).toBe('-- 101-b.sql');
  });

  it('refuses a file without a number', () => {
    write('100-a.sql');
    write('late.sql');
    expect(read).toThrow('late.sql: the name of a migration begins with three digits');
  });
});
