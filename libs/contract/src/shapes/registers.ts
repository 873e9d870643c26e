import type { SeriesDimensions } from '@silkgauge/growth';
import { Type, type TProperties, type TSchema } from 'typebox';
import { ClaimData } from '../events/claim.ts';
import { NoticeData } from '../events/notice.ts';
import { StatementData } from '../events/statement.ts';
import { DOMAINS } from '../topics.ts';
import { Series } from '../vocabulary.ts';
import {
  identity,
  instant,
  integer,
  object,
  offset,
  orNull,
  part,
  text,
  truth,
  word,
  type Shape,
} from './shape.ts';

export const RegisteredSeries = part('RegisteredSeries', 'A series.', {
  key: text('The series key.'),
  series: Type.Unsafe<SeriesDimensions>(Series),
  domain: word(DOMAINS, 'Where it was first seen.'),
});

/** Members of an event in a register. */
const registered = <const Own extends TProperties, Data extends TSchema>(own: Own, data: Data) => ({
  ...own,
  ...identity,
  topic: text('Topic it stands on.'),
  partition: integer('Partition.'),
  offset,
  knownAt: instant('Append time at the broker.'),
  withdrawn: truth('Whether it has been withdrawn.'),
  data,
});

export const RegisteredNotice = part(
  'RegisteredNotice',
  'A notice: its newest publication or withdrawal, and what was published.',
  registered({ notice: text('Name of the notice.') }, orNull(NoticeData)),
);

export const RegisteredStatement = part('RegisteredStatement', 'A statement.', registered({}, StatementData));

const judgedBy = (whose: string) =>
  orNull(
    object(`Growth over the year before ${whose}; null where none is known, or more than one reading.`, {
      key: text('The series key.'),
      period: text('The period.'),
      side: word(['reported', 'computed', 'implied'], 'Which side of its state.'),
      value: orNull(text('Percent; null where only the ends are known.')),
      low: text('Lower end, inclusive.'),
      high: text('Upper end, exclusive; equal to the lower end where it is exact.'),
    }),
  );

/** Judgement of a claim by known growth. */
const judgement = {
  key: text('The series it speaks of, by key.'),
  period: text('The period it speaks of.'),
  comparedTo: orNull(text('The series it compares with, by key; null where it names none.')),
  standing: word(
    ['supported', 'contradicted', 'open'],
    'What the growth that is known says of it; open: nothing, it stays a claim.',
  ),
  growth: judgedBy('of the series'),
  comparison: judgedBy('of the series that it compares with'),
};

export const RegisteredClaim = part('RegisteredClaim', 'A claim.', registered(judgement, ClaimData));

export type RegisteredSeries = Shape<typeof RegisteredSeries>;
export type RegisteredNotice = Shape<typeof RegisteredNotice>;
export type RegisteredStatement = Shape<typeof RegisteredStatement>;
export type RegisteredClaim = Shape<typeof RegisteredClaim>;
