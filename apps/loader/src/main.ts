import { resolve } from 'node:path';
import { LoaderError } from './errors.ts';
import { run } from './run.ts';

/** Root of the repository or the image: three folders up, both from src and from dist. */
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
