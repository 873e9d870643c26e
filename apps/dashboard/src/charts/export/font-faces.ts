/** A face as an `@font-face` rule declares it. */
export interface FontFace {
  readonly family: string;
  /** One weight, or the first and the last of a variable face: `400`, `bold`, `100 900`. */
  readonly weight: string;
  readonly style: string;
  /** Its `unicode-range`; empty where it has all characters. */
  readonly range: string;
}

/** A text and the font that it is set in. */
export interface FontText {
  readonly text: string;
  /** Families in order, as `font-family` has them. */
  readonly families: string;
  readonly weight: number;
  readonly style: string;
}

type CodePoints = readonly [low: number, high: number];

const ALL: CodePoints = [0, 0x10_ff_ff];

/** First and last code points of a `unicode-range`. */
export function rangesOf(range: string): readonly CodePoints[] {
  if (range.trim() === '') return [ALL];
  return range.split(',').flatMap((part): CodePoints[] => {
    const [, low, high] = /^\s*u\+([\da-f?]{1,6})(?:-([\da-f]{1,6}))?\s*$/i.exec(part) ?? [];
    if (low === undefined) return [];
    const end = high ?? low.replaceAll('?', 'f');
    return [[Number.parseInt(low.replaceAll('?', '0'), 16), Number.parseInt(end, 16)]];
  });
}

const nameOf = (family: string): string =>
  family
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .toLowerCase();

const WEIGHTS: Readonly<Record<string, number>> = { normal: 400, bold: 700 };

/** How far the weights of a face are from the one wanted; 0 if it has it. */
function distance({ weight }: FontFace, wanted: number): number {
  const ends = weight.split(/\s+/).map((each) => WEIGHTS[each] ?? Number(each));
  const [low = 400, high = low] = ends;
  return Math.max(0, low - wanted, wanted - high);
}

/** Those of the faces that are as good as any in what is told of them. */
function best<T>(faces: readonly T[], told: (face: T) => number): readonly T[] {
  const least = Math.min(...faces.map(told));
  return faces.filter((face) => told(face) === least);
}

/**
 * The faces that have a glyph of one of the texts, in the order given. A browser takes each character from the first family
 * that has it, so only those faces are needed.
 */
export function facesOf<T extends FontFace>(faces: readonly T[], texts: readonly FontText[]): readonly T[] {
  const known = faces.map((face) => ({ face, name: nameOf(face.family), ranges: rangesOf(face.range) }));
  const needed = new Set<T>();
  for (const { text, families, weight, style } of texts) {
    const names = families.split(',').map(nameOf);
    for (const character of new Set(text)) {
      const code = character.codePointAt(0) ?? 0;
      const holding = names
        .map((name) =>
          known.filter(
            (each) => each.name === name && each.ranges.some(([low, high]) => low <= code && code <= high),
          ),
        )
        .find(({ length }) => length > 0);
      const styled = best(holding ?? [], ({ face }) => Number(face.style !== style));
      for (const { face } of best(styled, ({ face: each }) => distance(each, weight))) needed.add(face);
    }
  }
  return faces.filter((face) => needed.has(face));
}
