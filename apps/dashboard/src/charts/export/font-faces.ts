/** Descriptors of an `@font-face` rule. */
export interface FontFace {
  readonly family: string;
  /** One weight, or the first and the last of a variable face: `400`, `bold`, `100 900`. */
  readonly weight: string;
  readonly style: string;
  /** `unicode-range`; empty for all characters. */
  readonly range: string;
}

export interface FontText {
  readonly text: string;
  /** A CSS list as in `font-family`. */
  readonly families: string;
  readonly weight: number;
  readonly style: string;
}

type CodePoints = readonly [low: number, high: number];

const ALL: CodePoints = [0, 0x10_ff_ff];

/** The spans of a `unicode-range`; parts of another form are left out. */
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

/** The distance from a face's weights to the wanted weight; 0 within a variable range. */
function distance({ weight }: FontFace, wanted: number): number {
  const ends = weight.split(/\s+/).map((each) => WEIGHTS[each] ?? Number(each));
  const [low = 400, high = low] = ends;
  return Math.max(0, low - wanted, wanted - high);
}

/** The faces with the least value. */
function best<T>(faces: readonly T[], told: (face: T) => number): readonly T[] {
  const least = Math.min(...faces.map(told));
  return faces.filter((face) => told(face) === least);
}

/** The faces that a browser uses: of the first family with a character, in the given order. */
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
