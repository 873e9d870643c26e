import type { NewVersion } from '@silkgauge/read-model';
import type { SpecEvent } from '@silkgauge/testing';

const day = (at: number): Date => new Date(Date.UTC(2024, 0, at));

/** An order of a bulletin as the aggregation keeps it, known on a day of January 2024. */
export function ordered(name: string, version: number, { type, data }: SpecEvent, at: number): NewVersion {
  const isDrop = type === 'silkgauge.bulletin.dropped.v1';
  const document = { source: '/spec', id: `${name}-${String(version)}`, dropped: isDrop, version, data };
  return {
    ...{ kind: 'order', key: `bulletin/${name}`, version, knownAt: day(at) },
    document: JSON.stringify(document),
  };
}

export interface WrittenVersion {
  readonly version: number;
  readonly kind: string;
  /** What the only sentence says; null where nothing is told. */
  readonly says: string | null;
  readonly corrections?: readonly object[];
}

const textOf = (says: string | null) => ({
  headline: says ?? '',
  paragraphs:
    says === null
      ? []
      : [
          {
            sentences: [{ id: 'one', say: 'figure', text: says, segments: [{ type: 'text', text: says }] }],
          },
        ],
});

/** A version of a bulletin as the desk writes it, known on a day of February 2024. */
export function written(
  name: string,
  { version, kind, says, corrections = [] }: WrittenVersion,
  at: number,
): NewVersion {
  const document = {
    ...{ told: '1', plan: { source: '/spec', id: `${name}-1`, version: 1 }, kind, lead: null },
    ...{ en: textOf(says), zh: textOf(says === null ? null : `${says}。`), refused: [] },
    ...{ digest: '0'.repeat(64), corrections },
  };
  const knownAt = new Date(Date.UTC(2024, 1, at));
  return { kind: 'bulletin', key: name, version, knownAt, document: JSON.stringify(document) };
}

/** What the second version took back of the sentence. */
export const TAKEN = {
  ...{ version: 3, at: '2024-02-03T00:00:00.000Z', id: 'one', refused: null },
  said: { en: 'It was 4 & <b>.', zh: '曾为4。', since: '2024-02-01T00:00:00.000Z' },
  says: { en: 'It is 5.', zh: '现为5。' },
  ...{ numerals: [], because: { reason: 'reported', causes: [{ source: '/spec', id: 'w1' }] } },
};
