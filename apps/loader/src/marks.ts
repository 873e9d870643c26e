import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What has been pushed whole: digests of sets by the doors they went through. */
export interface Marks {
  has(target: string, set: string, digest: string): boolean;
  /** Remembers a set; on disk when it resolves. */
  add(target: string, set: string, digest: string): Promise<void>;
}

type Pushed = Record<string, Record<string, string>>;

/**
 * The marks kept in `pushed.json` of the state folder. A file that is missing or unreadable is no marks: at worst a
 * set is pushed again, and its identities make that harmless.
 */
export async function readMarks(stateFolder: string): Promise<Marks> {
  const path = join(stateFolder, 'pushed.json');
  const pushed = parseMarks(await readFile(path, 'utf8').catch(() => '{}'));
  return {
    has: (target, set, digest) => pushed[target]?.[set] === digest,
    async add(target, set, digest) {
      pushed[target] = { ...pushed[target], [set]: digest };
      await mkdir(dirname(path), { recursive: true });
      // A crash leaves the old marks or the new, never half of them.
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
