import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const folder = fileURLToPath(new URL('..', import.meta.url));
const root = join(folder, '../..');
const read = (path: string) => readFileSync(`${folder}/${path}`, 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  exports: Record<string, Record<string, string>>;
  bin: Record<string, string>;
  dependencies: Record<string, string>;
  private?: boolean;
};

/** The environment of a shell outside of the project: its own Node, and npm. */
const outside = {
  ...process.env,
  NODE_OPTIONS: '',
  PATH: (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((one) => !/node_modules[\\/]/.test(one))
    .join(delimiter),
};
const npm = (...args: string[]) => execFileSync('npm', args, { cwd: folder, encoding: 'utf8', env: outside });

const [packed] = JSON.parse(npm('pack', '--dry-run', '--json', '--ignore-scripts')) as {
  files: { path: string }[];
}[];
const files = packed?.files.map(({ path }) => path) ?? [];

describe('the package', () => {
  it('holds its own manifest, README, command, sources and what is built of them, and nothing else', () => {
    expect(files).toEqual(
      expect.arrayContaining(['package.json', 'README.md', 'bin/silkgauge-contract.mjs']),
    );
    expect(files.filter((path) => !/^(?:package\.json|README\.md|bin\/|dist\/|src\/)/.test(path))).toEqual(
      [],
    );
    expect(files.filter((path) => /spec|fixture|tsbuildinfo/.test(path))).toEqual([]);
    expect(manifest.private).toBeUndefined();
  });

  it('has all that its exports and its command name', () => {
    const named = [
      ...Object.values(manifest.exports).flatMap((one) => Object.values(one)),
      ...Object.values(manifest.bin),
    ];
    expect(named.map((path) => path.replace(/^\.\//, '')).filter((path) => !files.includes(path))).toEqual(
      [],
    );
    expect(Object.keys(manifest.exports)).toEqual([
      ...['.', './browser', './push', './states', './stream', './webhook'],
    ]);
  });

  it('imports Node, its own files and its dependencies alone: no other room', () => {
    const imported = files
      .filter((path) => /\.(?:js|mjs|ts)$/.test(path))
      .flatMap((path) => [...read(path).matchAll(/(?:from|import) '([^']+)'/g)].map(([, name = '']) => name))
      .filter((name) => !/^(?:\.|node:)/.test(name));
    expect([...new Set(imported)].sort()).toEqual(Object.keys(manifest.dependencies).sort());
  });

  it('loads on the Node that is installed outside of the project, from 20 on, and verifies there', () => {
    const script = `
      const [major, minor] = process.versions.node.split('.').map(Number);
      if (major < 20) throw new Error('Node 20 or newer is needed, this is ' + process.version);
      for (const name of ['browser', 'push', 'states', 'stream', 'webhook']) {
        const [all, part] = [await import('@silkgauge/client'), await import('@silkgauge/client/' + name)];
        for (const member of Object.keys(part)) if (!(member in all)) throw new Error(member + ' is not in the root');
      }
      const { consent } = await import('@silkgauge/client/webhook');
      console.log(String(consent({ method: 'OPTIONS', headers: { 'WebHook-Request-Origin': 'a' } }).status));
    `;
    const run = spawnSync('node', ['--input-type=module', '-e', script], {
      cwd: folder,
      encoding: 'utf8',
      env: outside,
    });
    expect([run.status, run.stdout.trim(), run.stderr]).toEqual([0, '200', '']);
  });

  it('is bundled for a browser by its own entry, which imports nothing of Node', async () => {
    const built = await rolldown({
      input: join(folder, 'dist/browser.js'),
      platform: 'browser',
      logLevel: 'silent',
    });
    const { output } = await built.generate({ format: 'esm', sourcemapIgnoreList: false });
    const chunks = output.flatMap((chunk) => (chunk.type === 'chunk' ? [chunk] : []));
    expect(chunks.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports])).toEqual([]);
    const text = chunks.map(({ code }) => code).join('\n');
    expect(text).not.toMatch(/\bnode:|\bBuffer\b|\bprocess\./);
    expect(chunks[0]?.exports).toEqual(expect.arrayContaining(['follow', 'push', 'pushAll', 'stream']));
    await built.close();
  });

  it('has types for whoever installs it: of what each entry takes and gives', () => {
    const consumer = mkdtempSync(join(tmpdir(), 'client-types-'));
    try {
      mkdirSync(join(consumer, 'node_modules/@silkgauge'), { recursive: true });
      symlinkSync(folder, join(consumer, 'node_modules/@silkgauge/client'));
      symlinkSync(join(root, 'node_modules/@types'), join(consumer, 'node_modules/@types'));
      writeFileSync(join(consumer, 'package.json'), '{"type":"module"}');
      writeFileSync(
        join(consumer, 'right.ts'),
        `import { push } from '@silkgauge/client';
         import { follow, type GrowthState } from '@silkgauge/client/states';
         import { verify } from '@silkgauge/client/webhook';
         export const places = async (): Promise<string[]> =>
           (await push([], { door: 'http://127.0.0.1:4101' })).map(({ offset }) => offset);
         export const value = ({ growth }: GrowthState): string | null | undefined => growth.GY?.reported?.value;
         export const states = () => follow({ api: 'http://127.0.0.1:4100' }).states;
         export const type = (body: string): string => verify(body, {}, 'whsec_').type;`,
      );
      writeFileSync(
        join(consumer, 'wrong.ts'),
        `import type { GrowthState } from '@silkgauge/client';
         export const value = ({ level }: GrowthState): number => level.reported.value;`,
      );
      const compiler = join(root, 'node_modules/typescript-7/bin/tsc');
      const compiled = (file: string) =>
        spawnSync(
          process.execPath,
          [compiler, '--noEmit', '--strict', '--module', 'nodenext', '--types', 'node', file],
          { cwd: consumer, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
        );
      expect([compiled('right.ts').stdout, compiled('right.ts').status]).toEqual(['', 0]);
      expect(compiled('wrong.ts').stdout).toMatch(/TS\d+: .*(?:possibly|not assignable)/);
    } finally {
      rmSync(consumer, { recursive: true });
    }
  });
});
