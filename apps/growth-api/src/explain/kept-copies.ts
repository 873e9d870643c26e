import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { TextDecoder } from 'node:util';
import type { ExplainedPrint } from '@silkgauge/contract';

/** A larger file is no copy of a text that somebody quotes. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Copies that one answer reads; the quotes of further ones are not looked for. */
const MOST_COPIES = 50;

/**
 * Copies of documents that an operator keeps: text files in UTF-8, named by the SHA-256 of their content in
 * small hex digits. An empty folder name keeps none.
 */
export class KeptCopies {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The prints, each whose document is kept with whether the copy holds its quote, white space aside. */
  async judge(prints: readonly ExplainedPrint[]): Promise<ExplainedPrint[]> {
    const named = new Set(prints.flatMap(({ sha256, quote }) => (sha256 && quote ? [lower(sha256)] : [])));
    if (this.#folder === '' || named.size === 0) return [...prints];
    const holds = new Map<ExplainedPrint, boolean>();
    let copies = 0;
    for (const digest of named) {
      const text = copies < MOST_COPIES ? await this.#read(digest) : null;
      if (text === null) continue;
      copies += 1;
      for (const print of prints)
        if (print.sha256 && print.quote && lower(print.sha256) === digest)
          holds.set(print, text.includes(folded(print.quote)));
    }
    return prints.map((print) => {
      const isHeld = holds.get(print);
      return isHeld === undefined ? print : { ...print, quoteHeld: isHeld };
    });
  }

  /** The text of a copy; null where none is kept, and of a file that is not what its name says. */
  async #read(digest: string): Promise<string | null> {
    const file = await open(join(this.#folder, digest)).catch(() => null);
    if (!file) return null;
    try {
      if ((await file.stat()).size > MOST_BYTES) return null;
      const content = await file.readFile();
      if (createHash('sha256').update(content).digest('hex') !== digest) return null;
      return folded(new TextDecoder('utf-8', { fatal: true }).decode(content));
    } catch {
      return null;
    } finally {
      await file.close();
    }
  }
}

const lower = (digest: string): string => digest.toLowerCase();
const folded = (text: string): string => text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
