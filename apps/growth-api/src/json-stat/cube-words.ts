import { type Language, SIDES, type BothNames } from '@silkgauge/codelists';
import { DIMENSION_NAMES, DIGIT_COLUMNS, COLUMNS, words } from '@silkgauge/contract';
import { CODE_REGISTERS } from '@silkgauge/known';
import { NAME_OF } from '../sdmx/code-names.ts';
import type { CompleteCube, FigureDimension } from './cube.ts';

type CubeDimension = FigureDimension | 'statistic';

/** Labels of what is not a dimension of a series. */
const OWN_LABELS: Readonly<
  Record<'period' | 'transformation' | 'side' | 'reading' | 'statistic', BothNames>
> = {
  period: titlesOf('period'),
  transformation: words('Measure and comparison', '度量与比较'),
  side: titlesOf('side'),
  reading: titlesOf('reading'),
  statistic: words('Statistic', '统计量'),
};

/** A statistic by the name of its concept, which says of an end whether it is included. */
const STATISTIC_NAMES = new Map(DIGIT_COLUMNS.map(({ name, titles, sdmx }) => [name, sdmx?.names ?? titles]));

function titlesOf(column: string): BothNames {
  const found = COLUMNS.find(({ name }) => name === column);
  if (!found) throw new RangeError(`The table has no column ${column}.`);
  return found.titles;
}

/** Label of a dimension. */
export function dimensionLabel(dimension: CubeDimension, language: Language): string {
  if (dimension in OWN_LABELS) return OWN_LABELS[dimension as keyof typeof OWN_LABELS][language];
  return DIMENSION_NAMES[dimension as Exclude<FigureDimension, keyof typeof OWN_LABELS>][
    language === 'en' ? 0 : 1
  ];
}

/** Label of a code; the code itself where it has no name. */
export function codeLabel(
  dimension: CubeDimension,
  code: string,
  { prints }: Pick<CompleteCube, 'prints'>,
  language: Language,
): string {
  switch (dimension) {
    case 'period':
      return code;
    case 'transformation':
      return NAME_OF('TRANSFORMATION', code)[language];
    case 'side':
      return (SIDES.entries as Readonly<Record<string, BothNames>>)[code]?.[language] ?? code;
    case 'reading':
      return code.startsWith('P-') ? (prints.get(code) ?? code) : NAME_OF('READING', code)[language];
    case 'statistic':
      return STATISTIC_NAMES.get(code)?.[language] ?? code;
    default:
      return CODE_REGISTERS[dimension].get(code)?.[language] ?? code;
  }
}
