import { joined, textOf, type Segment } from '../segment.ts';

/** A sentence of an alert, with its parts. */
export interface ToldSentence {
  readonly text: string;
  readonly segments: readonly Segment[];
}

export function sentenceOf(told: readonly Segment[]): ToldSentence {
  const segments = joined(told);
  return { text: textOf(segments).trim(), segments };
}
