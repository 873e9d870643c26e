import { Type } from 'typebox';
import { DIMENSIONS, type Dimension } from '../series-key.ts';
import { names } from './codes.ts';
import { count, object, orNull, part, text, texts, type Shape } from './shape.ts';

const AvailableCode = part('AvailableCode', 'A code that series of the filter have.', {
  code: text('The code.'),
  names,
  also: Type.Optional(texts('Other names by which sources call it; absent for none.')),
  states: count('How many states have it.'),
  series: count('How many series with such a state have it.'),
});

const codes = Type.Array(AvailableCode);

/** SDMX: available constraint, with counts. */
export const Availability = part(
  'Availability',
  'What there is at present. A state whose prints were all withdrawn is still one, as in /v1/growth.',
  {
    states: count('States of the filter: as many as /v1/growth lists.'),
    series: count('Series with such a state.'),
    periods: orNull(
      object('Which periods they are of; null where there are none but _U.', {
        from: text('The period that begins first, the shortest of them.'),
        to: text('The period that ends last, the shortest of them.'),
      }),
    ),
    dimensions: object(
      'The codes of each dimension, those of most states first, counted by all of the filter but what it says of that dimension.',
      Object.fromEntries(DIMENSIONS.map((name) => [name, codes])) as Record<Dimension, typeof codes>,
    ),
  },
);

export type AvailableCode = Shape<typeof AvailableCode>;
export type Availability = Shape<typeof Availability>;
