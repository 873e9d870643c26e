import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Digests of completely pushed sets, by the doors of the push. */
export interface Marks {
  has(target: string, set: string, digest: string): boolean;
  /** Marks a set as pushed; durable when it resolves. */
  add(target: string, set: string, digest: string): Promise<void>;
}

type Pushed = Record<string, Record<string, string>>;

/**
 * Marks in `pushed.json` of the state folder. A missing or damaged file means no marks: a second push is
 * harmless, as identities remove repeats.
 */
export async function readMarks(stateFolder: string): Promise<Marks> {
  const path = join(stateFolder, 'pushed.json');
  const pushed = parseMarks(await readFile(path, 'utf8').catch(() => '{}'));
  return {
    has: (target, set, digest) => pushed[target]?.[set] === digest,
    async add(target, set, digest) {
      pushed[target] = { ...pushed[target], [set]: digest };
      await mkdir(dirname(path), { recursive: true });
      // The rename keeps the old or the new marks whole across a crash.
      await writeFile(`${path}.new`, `${JSON.stringify(pushed, null, 2)}\n`);
      await rename(`${path}.new`, path);
    },
  };
}

function parseMarks(text: string): Pushed {
  try {
    const marks: unknown = JSON.parse(text);
    return typeof marks === 'object' && marks !== null ? (marks as Pushed) : {};
  } catch {
    return {};
  }
}
