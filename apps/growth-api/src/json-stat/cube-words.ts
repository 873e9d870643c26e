import { type Language, SIDES } from '@silkgauge/codelists';
import { DIMENSION_NAMES, type BothLanguages } from '@silkgauge/contract';
import { CODE_REGISTERS } from '@silkgauge/known';
import { NAME_OF } from '../sdmx/code-names.ts';
import { words } from '../table/column.ts';
import type { CompleteCube, FigureDimension } from './cube.ts';

type CubeDimension = FigureDimension | 'statistic';

const OWN_LABELS: Readonly<
  Record<'period' | 'transformation' | 'side' | 'reading' | 'statistic', BothLanguages>
> = {
  period: words('Period', '时期'),
  transformation: words('Measure and comparison', '度量与比较'),
  side: words('Side', '来源'),
  reading: words('Reading', '读法'),
  statistic: words('Statistic', '统计量'),
};

const STATISTIC_NAMES: Readonly<Record<string, BothLanguages>> = {
  value: words('Value', '数值'),
  low: words('Lower end, included', '下限（含）'),
  high: words('Upper end, excluded', '上限（不含）'),
};

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
      return (SIDES.entries as Readonly<Record<string, BothLanguages>>)[code]?.[language] ?? code;
    case 'reading':
      return code.startsWith('P-') ? (prints.get(code) ?? code) : NAME_OF('READING', code)[language];
    case 'statistic':
      return STATISTIC_NAMES[code]?.[language] ?? code;
    default:
      return CODE_REGISTERS[dimension].get(code)?.[language] ?? code;
  }
}
