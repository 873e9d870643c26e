import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Reading } from '../reading.ts';
import { strangersPlace } from '../environment.ts';
import { languages, type Language } from './languages.ts';

const VERSION = '7.25.0';
const run = promisify(execFile);
const ROOM = { maxBuffer: 64 * 1024 * 1024 };
const SHOWN = 10;

/**
 * Makes clients of the documents that services serve, by openapi-generator, and compiles them: a reading for each language.
 *
 * @param documents addresses of OpenAPI documents, by service
 * @returns readings, with the sources that were compiled, and the last lines of compilers that refuse some
 */
export async function compileClients(
  programs: string,
  documents: ReadonlyMap<string, string>,
): Promise<Reading[]> {
  const folder = await mkdtemp(join(tmpdir(), 'clients-'));
  try {
    const spoken = languages(programs);
    await generate(folder, documents, spoken);
    const readings: Reading[] = [];
    for (const language of spoken) readings.push(await compiled(folder, [...documents.keys()], language));
    return readings;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** All clients in one run of the generator. */
async function generate(
  folder: string,
  documents: ReadonlyMap<string, string>,
  spoken: readonly Language[],
): Promise<void> {
  const jar = await generator();
  const batch: string[] = [];
  for (const [service, url] of documents) {
    const document = (await (await fetch(url)).json()) as Record<string, unknown>;
    for (const { name, generator: generatorName, options, without } of spoken) {
      const inputSpec = join(folder, `${service}.${name}.json`);
      const file = join(folder, `${service}.${name}.batch.json`);
      const outputDir = join(folder, name, service);
      await writeFile(inputSpec, JSON.stringify({ ...document, [without ?? '']: undefined }));
      await writeFile(file, JSON.stringify({ generatorName, inputSpec, outputDir, ...options }));
      batch.push(file);
    }
  }
  await run('java', ['-jar', jar, 'batch', '--fail-fast', '--threads', '2', ...batch], ROOM);
}

/** The program, which Maven fetches once. */
async function generator(): Promise<string> {
  const jar = join(strangersPlace, `generator/openapi-generator-cli-${VERSION}.jar`);
  const artifact = `org.openapitools:openapi-generator-cli:${VERSION}`;
  const goal = [`-Dartifact=${artifact}`, `-DoutputDirectory=${join(strangersPlace, 'generator')}`];
  if (!existsSync(jar)) await run('mvn', ['-q', '-B', 'dependency:copy', ...goal], ROOM);
  return jar;
}

async function compiled(folder: string, services: readonly string[], language: Language): Promise<Reading> {
  const folders = services.map((service) => join(folder, language.name, service));
  const found = folders.map((cwd) => globSync(language.sources, { cwd }).length);
  const differences = found.flatMap((count, at) =>
    count > 0 ? [] : [`no source of ${services[at] ?? ''} was made`],
  );
  try {
    await language.compile(folders);
  } catch (error) {
    const { message, stdout = '', stderr = '' } = error as Error & { stdout?: string; stderr?: string };
    differences.push(...`${stdout}\n${stderr}\n${message}`.split('\n').filter(Boolean).slice(-SHOWN));
  }
  const compared = found.reduce((sum, count) => sum + count, 0);
  return {
    client: `openapi-generator ${VERSION}`,
    door: `clients in ${language.name}`,
    compared,
    differences,
  };
}
