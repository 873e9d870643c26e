import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../services/places.ts';

/** Where other people's programs are kept. */
export const strangersPlace = join(checkout, '.silkgauge/strangers');
const FOLDER = join(strangersPlace, 'python');
const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
/** Names the packages that the folder has. */
const INSTALLED = join(FOLDER, 'installed.txt');

/** Programs of the folder with other people's packages, which is made where it is not there or has others. */
export function strangersFolder(): string {
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  const programs = join(FOLDER, 'bin');
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === wanted) return programs;
  rmSync(FOLDER, { recursive: true, force: true });
  execFileSync('python3', ['-m', 'venv', FOLDER], { stdio: 'inherit' });
  execFileSync(
    join(programs, 'pip'),
    ['install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS],
    { stdio: 'inherit' },
  );
  writeFileSync(INSTALLED, wanted);
  return programs;
}
