import { FLAGS } from '@silkgauge/codelists';
import { TRANSFORMS, type TransformationFormula } from '@silkgauge/growth';
import { Type } from 'typebox';
import { DECIMAL, listOf, object, part, text, word, type Shape } from './shape.ts';

const decimalOrNull = (description: string) =>
  Type.Unsafe<string | null>({ type: ['string', 'null'], pattern: DECIMAL, description });

/** Formulas by name and version. */
const FORMULAS: Readonly<Record<TransformationFormula, string>> = {
  'sum-of-periods@1': 'the sum of the months',
  'ratio-of-sums@1': '100 (sum of the levels / sum of those a year before - 1)',
  'ratio@1': '100 (level / level before - 1)',
  'index@1': '100 level / level of the base',
  'two-year-average@1': '100 (sqrt((1 + g/100) (1 + h/100)) - 1) of the growth of two years',
  'two-year-average-of-levels@1': '100 (sqrt(level / level two years before) - 1)',
  'weighted-growth@1': '100 (sum of the levels / sum of each over its factor 1 + g/100 - 1)',
  'level-contribution@1': '100 (level - level a year before) / level of the whole a year before',
  'contribution-of-level@1':
    's x / 100, s the part’s share in the whole’s level, taken back to the base by both growth rates, x the part’s growth',
  'contribution-of-rates@1':
    'w x with w = (g - m) / (x - m), from the growth of the whole, the part and the rest',
  'growth-difference@1': 'growth less growth of the whole',
  'stated@1': 'as the state of the period has it',
};

/** An item of `GET /v1/transformations/{series}`. */
export const Transformation = part('Transformation', 'A number made of those of states.', {
  series: text('Key of the series that it speaks of.'),
  period: text('The period that it speaks of.'),
  transform: word(TRANSFORMS, 'What was made.'),
  measure: word(['level', 'growth', 'index', 'contribution', 'growth-gap'], 'What kind of number it is.'),
  value: decimalOrNull('Rounded half away from zero; null where the flags say why there is none.'),
  low: decimalOrNull('Lower end, rounded outward.'),
  high: decimalOrNull('Upper end, rounded outward.'),
  unit: text('percent, points, index, or the unit of the levels.'),
  formula: word(
    Object.keys(FORMULAS) as TransformationFormula[],
    Object.entries(FORMULAS)
      .map(([name, meaning]) => `${name}: ${meaning}`)
      .join('; '),
  ),
  flags: listOf(Type.Enum([...FLAGS.codes], { type: 'string' }), 'What to know before using the number.'),
  inputs: Type.Array(
    object('One side of a state.', {
      key: text('Series key.'),
      period: text('Period.'),
      side: text('Which side.', 'level.reported', 'growth.GY.computed'),
    }),
    { minItems: 1, description: 'The sides of states that it rests on, in the order of the formula.' },
  ),
});

export type Transformation = Shape<typeof Transformation>;
