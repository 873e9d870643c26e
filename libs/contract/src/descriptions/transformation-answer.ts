import { TRANSFORMS, type TransformationFormula } from '@silkgauge/growth';
import { FLAGS } from '../shapes/state.ts';
import type { Description } from './json-schemas.ts';
import { member, members } from './openapi-parts.ts';

const decimalOrNull = (description: string): Description => ({
  type: ['string', 'null'],
  pattern: String.raw`^-?\d+(\.\d+)?$`,
  description,
});

/** How the numbers are found, by name and version. */
const FORMULAS: Readonly<Record<TransformationFormula, string>> = {
  'sum-of-periods@1': 'the sum of the months',
  'ratio-of-sums@1': '100 (sum of the levels / sum of those a year before - 1)',
  'ratio@1': '100 (level / level before - 1)',
  'index@1': '100 level / level of the base',
  'two-year-average@1': '100 (sqrt((1 + g/100) (1 + h/100)) - 1) of the growth of two years',
  'weighted-growth@1': '100 (sum of the levels / sum of each over its factor 1 + g/100 - 1)',
  'level-contribution@1': '100 (level - level a year before) / level of the whole a year before',
  'contribution-of-level@1':
    's x / 100, s the part’s share in the whole’s level, taken back to the base by both growth rates, x the part’s growth',
  'contribution-of-rates@1':
    'w x with w = (g - m) / (x - m), from the growth of the whole, the part and the rest',
  'growth-difference@1': 'growth less growth of the whole',
  'stated@1': 'as the state of the period has it',
};

/** One item of `GET /v1/transformations/{series}`. */
export const TRANSFORMATION: Description = members('A number made of those of states.', {
  series: member('string', 'Key of the series that it speaks of.'),
  period: member('string', 'The period that it speaks of.'),
  transform: member('string', 'What was made.', { enum: [...TRANSFORMS] }),
  measure: member('string', 'What kind of number it is.', {
    enum: ['level', 'growth', 'index', 'contribution', 'growth-gap'],
  }),
  value: decimalOrNull('Rounded half away from zero; null where the flags say why there is none.'),
  low: decimalOrNull('Lower end, rounded outward.'),
  high: decimalOrNull('Upper end, rounded outward.'),
  unit: member('string', 'percent, points, index, or the unit of the levels.'),
  formula: member(
    'string',
    Object.entries(FORMULAS)
      .map(([name, meaning]) => `${name}: ${meaning}`)
      .join('; '),
    { enum: Object.keys(FORMULAS) },
  ),
  flags: {
    type: 'array',
    items: { type: 'string', enum: [...FLAGS] },
    description: 'What to know before using the number.',
  },
  inputs: {
    type: 'array',
    minItems: 1,
    description: 'The sides of states that it rests on, in the order of the formula.',
    items: members('One side of a state.', {
      key: member('string', 'Series key.'),
      period: member('string', 'Period.'),
      side: member('string', 'Which side.', { examples: ['level.reported', 'growth.GY.computed'] }),
    }),
  },
});
