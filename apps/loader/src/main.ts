import { resolve } from 'node:path';
import { LoaderError } from './errors.ts';
import { run } from './run.ts';

/** The repository, or the folder of the image: three above this file, in src and in dist alike. */
const root = resolve(import.meta.dirname, '../../..');

try {
  process.exitCode = await run({
    argv: process.argv.slice(2),
    env: process.env,
    root,
    output: process.stdout,
  });
} catch (error) {
  if (!(error instanceof LoaderError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.code === 'usage' ? 2 : 1;
}
