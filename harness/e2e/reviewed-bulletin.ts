import { readFileSync } from 'node:fs';
import { root } from './stack.ts';

const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** A bulletin of `docs/bulletins`, as it was reviewed. */
export interface ReviewedBulletin {
  /** The bundled sets that it is told from. */
  readonly sets: readonly string[];
  readonly en: string | undefined;
  readonly zh: string | undefined;
}

export function readReviewed(path: string): ReviewedBulletin {
  const page = read(path);
  const [, en, zh] = /^<!--.*?-->\n\n(.*)\n---\n\n(.*)$/s.exec(page) ?? [];
  return { sets: (/bundled sets: ([a-z, -]+)\. -->/.exec(page)?.[1] ?? '').split(', '), en, zh };
}

/** As it is reviewed: without the place in the log, and with the language in the labels of footnotes. */
export const asReviewed = (markdown: string, language: 'en' | 'zh'): string =>
  markdown.replace(/\?asOf=\d+/g, '').replace(/\[\^(\d+)\]/g, `[^${language}-$1]`);
