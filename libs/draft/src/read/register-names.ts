import type { Dimension, RegisteredCode } from '@silkgauge/contract';
import type { RegisteredName } from './names.ts';

const DIMENSIONS = ['reporter', 'area', 'indicator', 'product'] as const satisfies readonly Dimension[];

/**
 * Names by which texts may call the codes of registers: those of the register, and shorter forms of these: a
 * reporter without its country, a value without the word for it, a city without 市.
 */
export function namesOfRegisters(
  codesOf: (dimension: (typeof DIMENSIONS)[number]) => Iterable<RegisteredCode>,
): readonly RegisteredName[] {
  return DIMENSIONS.flatMap((dimension) =>
    [...codesOf(dimension)].flatMap(({ code, en, zh, also, short }) => {
      if (code.startsWith('_')) return [];
      const names = [code, en, zh, ...also, ...(short ? [short.en, short.zh] : [])].flatMap((name) => [
        name,
        ...SHORTER[dimension].map(([pattern, by]) => name.replace(pattern, by)),
      ]);
      return [...new Set(names)].map((name) => ({ dimension, code, name }));
    }),
  );
}

const SHORTER: Readonly<Record<(typeof DIMENSIONS)[number], readonly (readonly [RegExp, string])[]>> = {
  reporter: [[/ of China$/, '']],
  area: [[/(?<=..)[市省]$/, '']],
  indicator: [
    [/ trade, value$/, ''],
    [/, value$/, ''],
    [/进出口额$/, ''],
    [/额$/, ''],
  ],
  product: [],
};
