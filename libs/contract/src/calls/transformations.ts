import { TRANSFORMS } from '@silkgauge/growth';
import { oneOf, period, refuse } from '../filter/value-readers.ts';
import type { QueryFault } from '../query-fault.ts';
import { Transformation } from '../shapes/transformation.ts';
import { page } from './answer.ts';
import { call, DATA } from './call.ts';
import { needed, optional } from './parameter.ts';
import { missing } from './read-parameters.ts';
import { oneClock } from './rules.ts';
import * as t from './terms.ts';

type Transform = (typeof TRANSFORMS)[number];

/** An index has a base, and nothing else has one. */
function baseOfIndex({
  transform,
  base,
}: {
  readonly transform: Transform;
  readonly base: string | null;
}): QueryFault | null {
  if (transform === 'index')
    return base === null
      ? {
          ...missing('base', 'give the period that is to be 100, such as base=2019 or base=2019-03'),
          message: 'an index needs its base',
        }
      : null;
  if (base === null) return null;
  return {
    parameter: 'base',
    rule: 'misplaced',
    message: `${transform} has no base to choose`,
    fix: 'leave base out, or ask for transform=index',
  };
}

export const transformations = call('GET', '/v1/transformations/{series}', {
  tag: 'growth',
  summary: 'What follows from a series',
  about: 'Sums, averages, indexes, contributions and gaps, worked out from its states.',
  needs: DATA,
  inPath: { series: t.series },
  query: {
    transform: needed<Transform>(
      {
        about: 'What to make of the series.',
        schema: { type: 'string', enum: [...TRANSFORMS] },
        read: oneOf(TRANSFORMS),
      },
      `say what to make of the series: one of ${TRANSFORMS.join(', ')}`,
    ),
    base: optional({
      about: 'The period of index 100; with transform=index, which needs it.',
      schema: { type: 'string' },
      read: (text) => {
        const reading = period(text);
        return 'value' in reading && reading.value === '_U'
          ? refuse('period', '_U is no period that an index could have as its base', 'give a stated period')
          : reading;
      },
    }),
    from: t.from,
    to: t.to,
    ...t.clocks,
    limit: t.limit,
    // Period, series and measure of an item, in the order of the list.
    cursor: t.cursor('transformations', 3, (parts) => parts.join(' ')),
  },
  rules: [oneClock, baseOfIndex],
  answer: page(Transformation),
  errors: ['NotFound'],
});
