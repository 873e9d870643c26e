import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkout } from '../../services/places.ts';

/** A language that clients are made in. */
export interface Language {
  readonly name: string;
  /** Its generator, by the name that openapi-generator has for it, and what that one is told. */
  readonly generator: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** A part of documents of which the generator makes clients that do not compile, and which is left out. */
  readonly without?: string;
  /** Sources below the folder of a client. */
  readonly sources: string;
  /**
   * Compiles the clients in these folders.
   *
   * @throws Error with `stdout` and `stderr` of the compiler
   */
  compile(folders: readonly string[]): Promise<unknown>;
}

const run = promisify(execFile);
const ROOM = { maxBuffer: 64 * 1024 * 1024 };
const sourcesIn = (folder: string, pattern: string): string[] =>
  globSync(pattern, { cwd: folder }).map((path) => join(folder, path));

const JAVA = 'src/main/**/*.java';
const java: Language = {
  name: 'Java',
  generator: 'java',
  options: { library: 'native' },
  sources: JAVA,
  /** All clients need the same jars, which Maven keeps. */
  async compile(folders) {
    const [first = ''] = folders;
    const jars = join(first, 'jars');
    const goal = ['dependency:copy-dependencies', '-DincludeScope=compile', `-DoutputDirectory=${jars}`];
    await run('mvn', ['-q', '-B', ...goal], { ...ROOM, cwd: first });
    for (const folder of folders)
      await run('javac', [
        ...['-nowarn', '-proc:none', '-cp', join(jars, '*'), '-d', join(folder, 'classes')],
        ...sourcesIn(folder, JAVA),
      ]);
  },
};

const go: Language = {
  name: 'Go',
  generator: 'go',
  // Constants of Go share the room of their package: the name of its list stands before each.
  options: { additionalProperties: { enumClassPrefix: true } },
  sources: '*.go',
  async compile(folders) {
    for (const cwd of folders) {
      // Tests that are made beside want packages of their own.
      await rm(join(cwd, 'test'), { recursive: true, force: true });
      await run('go', ['mod', 'tidy'], { ...ROOM, cwd });
      await run('go', ['build', './...'], { ...ROOM, cwd });
    }
  },
};

/** Python compiles a module when it is imported, and pydantic builds its models then. */
const python = (program: string): Language => ({
  name: 'Python',
  generator: 'python',
  // Calls of sinks get parameters without a type.
  without: 'webhooks',
  sources: 'openapi_client/**/*.py',
  async compile(folders) {
    const all =
      'import importlib, pkgutil, openapi_client as it\n' +
      'for m in pkgutil.walk_packages(it.__path__, "openapi_client."): importlib.import_module(m.name)';
    for (const cwd of folders) await run(program, ['-W', 'ignore', '-c', all], { ...ROOM, cwd });
  },
});

const typescript: Language = {
  name: 'TypeScript',
  generator: 'typescript-fetch',
  sources: '**/*.ts',
  async compile(folders) {
    const compiler = join(checkout, 'node_modules/typescript-7/bin/tsc');
    const options =
      '--noEmit --strict --target es2022 --module nodenext --lib es2022,dom --types --ignoreConfig';
    for (const folder of folders)
      await run(process.execPath, [compiler, ...options.split(' '), join(folder, 'index.ts')], ROOM);
  },
};

/** The languages, with the Python of the strangers' packages. */
export const languages = (programs: string): readonly Language[] => [
  java,
  go,
  python(join(programs, 'python')),
  typescript,
];
