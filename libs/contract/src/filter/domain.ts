import { DOMAINS, type Domain } from '../domains.ts';
import { word } from '../shapes/shape.ts';
import type { OfSeries } from './filter.ts';
import { oneOf } from './value-readers.ts';

/** By the domain of the series. */
export const domain: OfSeries<Domain> = {
  of: 'series',
  about: 'Only series of this domain.',
  schema: { type: 'string', enum: [...DOMAINS] },
  brief: 'Figures of reporters, or sums of sales.',
  member: word(DOMAINS, 'Domain of the series.'),
  read: oneOf(DOMAINS),
  inOrder: (values) => DOMAINS.find((known) => values.length === 1 && known === values[0]) ?? null,
  passes: (wanted, one) => wanted === one.domain,
  where: (wanted, { bind }) => `s.domain = ${bind(wanted, 'text')}`,
};
