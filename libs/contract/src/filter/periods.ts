import { Type } from 'typebox';
import { text } from '../shapes/shape.ts';
import type { OfPeriod } from './filter.ts';
import { dayOf, listOf, period as readPeriod } from './value-readers.ts';

/** By periods. */
export const period: OfPeriod<readonly string[]> = {
  of: 'period',
  about: 'Only these periods; several by comma.',
  schema: { type: 'string' },
  brief: 'Periods by comma.',
  member: Type.Array(Type.String(), { minItems: 1, description: 'Periods.' }),
  read: listOf(readPeriod),
  passes: (periods, one) => periods.includes(one.period),
  where: (periods, { bind, period: alias }) => `${alias}.period = any(${bind(periods, 'text[]')})`,
};

/** By the first day of a period, as ISO date: periods that lie wholly behind it, hence never `_U`. */
export const from: OfPeriod<string> = {
  of: 'period',
  about: 'Only periods that do not begin before this one.',
  schema: { type: 'string' },
  brief: 'Periods that do not begin before this one.',
  member: text('First period, told as its first day.'),
  read: dayOf('start'),
  passes: (day, { bounds }) => bounds !== null && bounds.start >= day,
  where: (day, { bind }) => `g.period_start >= ${bind(day, 'date')}`,
};

/** By the last day of a period, likewise. */
export const to: OfPeriod<string> = {
  of: 'period',
  about: 'Only periods that do not end after this one.',
  schema: { type: 'string' },
  brief: 'Periods that do not end after this one.',
  member: text('Last period, told as its last day.'),
  read: dayOf('end'),
  passes: (day, { bounds }) => bounds !== null && bounds.end <= day,
  where: (day, { bind }) => `g.period_end <= ${bind(day, 'date')}`,
};
