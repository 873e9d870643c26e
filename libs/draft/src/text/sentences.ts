import type { Span } from './span.ts';

const ENDS = /[.。！？!?\n]/g;
/** Words that a point shortens, and that end no sentence. */
const SHORTENED =
  /(?:^|[^a-z])(?:[a-z]|no|vs|mr|ms|mrs|dr|st|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)$/;

/** UTF-16 code units: what is longer is cut, so that the work on one number has a bound. */
const LONGEST = 2_000;

/** The sentences of a plain text, in order; together they are the text. */
export function sentencesOf(plain: string): readonly Span[] {
  const sentences: Span[] = [];
  let start = 0;
  for (const { index } of plain.matchAll(ENDS)) {
    if (plain[index] === '.' && !isFullStop(plain, index)) continue;
    sentences.push(...cut({ start, end: index + 1 }));
    start = index + 1;
  }
  return [...sentences, ...cut({ start, end: plain.length })];
}

function cut({ start, end }: Span): readonly Span[] {
  const parts: Span[] = [];
  for (let at = start; at < end; at += LONGEST) parts.push({ start: at, end: Math.min(end, at + LONGEST) });
  return parts;
}

function isFullStop(plain: string, at: number): boolean {
  if (!/[\s"'”’)]|^$/.test(plain[at + 1] ?? '')) return false;
  return !SHORTENED.test(plain.slice(Math.max(0, at - 5), at));
}
