import { DIMENSION_NAMES, WORDS, type BothLanguages } from '@silkgauge/contract';
import { MEASURE_NAMES, NOT_STATED } from '@silkgauge/growth';
import { SIDE_NAMES } from '../atom/change-words.ts';
import { CODE_REGISTERS } from '../codes.ts';
import { words, type Language } from '../table/column.ts';
import type { CompleteCube, FigureDimension } from './cube.ts';
import { ITSELF, LEVEL } from './figure-codes.ts';

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

const THE_FIGURE = words('the figure itself', '数据本身');
const COMPARED_WITH = words('growth, compared with', '增速，对比');

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
      return transformationLabel(code, language);
    case 'side':
      return (SIDE_NAMES as Readonly<Record<string, BothLanguages>>)[code]?.[language] ?? code;
    case 'reading':
      return readingLabel(code, prints, language);
    case 'statistic':
      return STATISTIC_NAMES[code]?.[language] ?? code;
    default:
      return CODE_REGISTERS[dimension].get(code)?.[language] ?? code;
  }
}

function transformationLabel(code: string, language: Language): string {
  if (code === LEVEL) return MEASURE_NAMES.level[language];
  const named = (MEASURE_NAMES as Readonly<Record<string, BothLanguages>>)[code.toLowerCase()];
  if (named) return named[language];
  const key = code === 'G_U' ? NOT_STATED : code;
  const comparison = WORDS.comparison.find((one) => one.code === key);
  if (comparison) return `${MEASURE_NAMES.growth[language]} ${comparison[language]}`;
  return `${COMPARED_WITH[language]} ${code.replace(/^G-/, '').replace('_', '/')}`;
}

function readingLabel(code: string, prints: CompleteCube['prints'], language: Language): string {
  if (code === ITSELF) return THE_FIGURE[language];
  const wording = WORDS.wording.find((one) => one.code === code.toLowerCase());
  return wording?.[language] ?? prints.get(code) ?? code;
}
