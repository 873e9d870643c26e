import type { DraftFinding } from '@silkgauge/contract';

/** A piece of a text; `at` is the index of its finding, null between findings. */
export interface Segment {
  readonly start: number;
  readonly text: string;
  readonly at: number | null;
  readonly isOpinion: boolean;
}

/** The text in pieces, which joined are the text. Of findings that overlap the first is marked; words of speakers lie behind. */
export function segmentsOf(text: string, findings: readonly DraftFinding[]): readonly Segment[] {
  const opinions = findings.filter(({ kind }) => kind === 'opinion');
  const segments: Segment[] = [];
  const add = (start: number, end: number, at: number | null) => {
    const cuts = opinions.flatMap((one) => [one.start, one.end]).filter((cut) => start < cut && cut < end);
    const edges = at === null ? [start, ...new Set(cuts.sort((a, b) => a - b)), end] : [start, end];
    edges.slice(1).forEach((edge, index) => {
      const from = edges[index] ?? start;
      if (from === edge) return;
      const isOpinion = opinions.some((one) => one.start <= from && edge <= one.end);
      segments.push({ start: from, text: text.slice(from, edge), at, isOpinion });
    });
  };
  let done = 0;
  for (const [at, { kind, start, end }] of findings.entries()) {
    if (kind === 'opinion' || start < done) continue;
    add(done, start, null);
    add(start, end, at);
    done = end;
  }
  add(done, text.length, null);
  return segments;
}
