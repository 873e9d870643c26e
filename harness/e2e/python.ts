import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { root } from './stack.ts';

const OWN = fileURLToPath(new URL('.silkgauge/python/bin/', root));
const INSTALL =
  'python3 -m venv .silkgauge/python && .silkgauge/python/bin/pip install -r examples/python/requirements.txt -r examples/dbt/requirements.txt';

/** Path of a program of Python's: that of the checkout, else the one that is found. */
export const programOfPython = (name: string): string => (existsSync(OWN + name) ? OWN + name : name);

export const python = programOfPython(existsSync(`${OWN}python`) ? 'python' : 'python3');

/** @throws Error where a package is missing, with what installs all */
export function requirePackages(...names: readonly string[]): void {
  const packages = spawnSync(python, ['-c', `import ${names.join(', ')}`], { encoding: 'utf8' });
  if (packages.status === 0) return;
  const why = packages.error?.message ?? packages.stderr.trim().split('\n').at(-1) ?? '';
  throw new Error(
    `The examples in Python were not run (${why}). They need Python 3 and their packages:\n  ${INSTALL}`,
  );
}
