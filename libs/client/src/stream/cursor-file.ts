import { readFile, rename, writeFile } from 'node:fs/promises';
import type { CursorStore } from './cursor.ts';

/** A cursor in a file, which is replaced as a whole. */
export function file(path: string): CursorStore {
  return {
    read: async () => {
      const text = await readFile(path, 'utf8').catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      });
      return text === undefined ? undefined : sequenceIn(text, path);
    },
    write: async (sequence) => {
      await writeFile(`${path}.new`, `${sequence}\n`);
      await rename(`${path}.new`, path);
    },
  };
}

function sequenceIn(text: string, path: string): string {
  const sequence = text.trim();
  if (!/^\d{1,19}$/.test(sequence))
    throw new RangeError(
      `${path} holds no sequence: write the digits of one, or remove the file to start now`,
    );
  return sequence;
}
