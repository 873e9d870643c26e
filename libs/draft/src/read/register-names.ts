import type { Dimension, RegisteredCode } from '@silkgauge/contract';
import { TEXT_NAMES } from './text-names.ts';
import type { RegisteredName } from './registered-names.ts';

export const NAMED_DIMENSIONS = [
  'reporter',
  'area',
  'indicator',
  'product',
  'coverage',
  'mode',
] as const satisfies readonly Dimension[];
type NamedDimension = (typeof NAMED_DIMENSIONS)[number];

/**
 * Names by which texts may call the codes of registers: those of the register, shorter forms of these (a
 * reporter without its country, a value without the word for it, a city without 市), and words of texts.
 */
export function namesOfRegisters(
  codesOf: (dimension: NamedDimension) => Iterable<RegisteredCode>,
): readonly RegisteredName[] {
  return NAMED_DIMENSIONS.flatMap((dimension) => [
    ...[...codesOf(dimension)].flatMap(({ code, en, zh, also, short }) => {
      if (code.startsWith('_')) return [];
      // What else a coverage or a mode is called in the data are codes of files.
      const others =
        dimension === 'coverage' || dimension === 'mode' ? [] : [...codeIn(dimension, code), ...also];
      const names = [...others, en, zh, ...(short ? [short.en, short.zh] : [])].flatMap((name) => [
        name,
        ...SHORTER[dimension].map(([pattern, by]) => name.replace(pattern, by)),
      ]);
      return [...new Set(names)].map((name) => ({ dimension, code, name }));
    }),
    ...Object.entries(TEXT_NAMES[dimension] ?? {}).flatMap(([code, names]) =>
      names.map((name) => ({ dimension, code, name })),
    ),
  ]);
}

/** The code itself, but that of a country: IT and IN are words. */
const codeIn = (dimension: NamedDimension, code: string): readonly string[] =>
  dimension === 'area' && code.length === 2 ? [] : [code];

const WITHOUT_NOTE = [/(?<=.) ?[(（][^()（）]*[)）]$/, ''] as const;

const SHORTER: Readonly<Record<NamedDimension, readonly (readonly [RegExp, string])[]>> = {
  reporter: [[/ of China$/, '']],
  area: [[/(?<=..)[市省]$/, '']],
  indicator: [
    [/ trade, value$/, ''],
    [/, value$/, ''],
    [/进出口额$/, ''],
    [/额$/, ''],
  ],
  product: [],
  coverage: [WITHOUT_NOTE, [/口径$/, '']],
  mode: [WITHOUT_NOTE],
};
