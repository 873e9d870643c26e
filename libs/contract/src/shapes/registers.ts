import { ACTUAL_SIDES, CLAIM_STANDINGS, REPORTER_KINDS } from '@silkgauge/codelists';
import type { SeriesDimensions } from '@silkgauge/growth';
import { judgedVerdict } from './registered-states.ts';
import { Type, type TProperties, type TSchema } from 'typebox';
import { ClaimData } from '../events/claim.ts';
import { NoticeData } from '../events/notice.ts';
import { StatementData } from '../events/statement.ts';
import { DOMAINS } from '../domains.ts';
import { Series } from '../vocabulary.ts';
import { Chain, printedBy } from './state.ts';
import {
  count,
  identity,
  instant,
  integer,
  object,
  offset,
  orNull,
  part,
  text,
  texts,
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
  registered(
    {
      notice: text('Name of the notice.'),
      programme: object(
        'A notice and all that extend it, whatever order they came in: asked by any, the same.',
        {
          root: text('The notice that extends no other; it need not have been published.'),
          waves: count('How many of them stand.'),
          circle: truth(
            'Whether they extend one another in a circle; the one announced first then counts as root.',
          ),
        },
      ),
    },
    orNull(NoticeData),
  ),
);

export const RegisteredStatement = part('RegisteredStatement', 'A statement.', registered({}, StatementData));

const judgedBy = (whose: string) =>
  orNull(
    object(`Growth over the year before ${whose}; null where none is known, or more than one reading.`, {
      key: text('The series key.'),
      period: text('The period.'),
      side: word(ACTUAL_SIDES.codes, 'Which side of its state.'),
      value: orNull(text('Percent; null where only the ends are known.')),
      low: text('Lower end, inclusive.'),
      high: text('Upper end, exclusive; equal to the lower end where it is exact.'),
      verdict: judgedVerdict,
    }),
  );

/** Judgement of a claim by known growth. */
const judgement = {
  key: text('The series it speaks of, by key.'),
  period: text('The period it speaks of.'),
  comparedTo: orNull(text('The series it compares with, by key; null where it names none.')),
  standing: word(
    CLAIM_STANDINGS.codes,
    'What the growth that is known says of it; open: nothing, it stays a claim.',
  ),
  growth: judgedBy('of the series'),
  comparison: judgedBy('of the series that it compares with'),
};

export const RegisteredClaim = part(
  'RegisteredClaim',
  'A claim.',
  registered({ ...judgement, publisher: printedBy, chain: Chain }, ClaimData),
);

/** Names of a reporter in both languages. */
const bothNames = (description: string) =>
  object(description, { en: text('In English.'), zh: text('In Chinese.') });

export const RegisteredReporter = part(
  'RegisteredReporter',
  'A source of figures: as described by its newest event, otherwise as in the register of this release.',
  {
    reporter: text('Its code in series.'),
    name: orNull(bothNames('Null where it was neither described nor registered.')),
    kind: orNull(text('What kind of body it is.', ...REPORTER_KINDS.codes)),
    url: orNull(text('Where it publishes.')),
    licence: orNull(text('Under which terms its figures may be used.')),
    contact: orNull(text('Whom to ask about its figures.')),
    timetable: orNull(text('When it publishes.')),
    used: truth('Whether a series has it.'),
    registered: orNull(
      object('What the register of this release says; null where it is not in there.', {
        name: bothNames('Its names.'),
        kind: text('What kind of body it is.'),
        also: texts('Other names by which sources call it.'),
        url: orNull(text('Where it publishes.')),
        licence: orNull(text('Under which terms its bundled figures may be used.')),
        contact: orNull(text('Whom to ask about its figures.')),
        timetable: orNull(text('When it publishes.')),
      }),
    ),
    described: orNull(
      object('The newest description, by append time, then place; null where none has come.', {
        ...identity,
        topic: text('Topic it stands on.'),
        partition: integer('Partition.'),
        offset,
        knownAt: instant('Append time at the broker.'),
      }),
    ),
  },
);

export type RegisteredReporter = Shape<typeof RegisteredReporter>;
export type RegisteredSeries = Shape<typeof RegisteredSeries>;
export type RegisteredNotice = Shape<typeof RegisteredNotice>;
export type RegisteredStatement = Shape<typeof RegisteredStatement>;
export type RegisteredClaim = Shape<typeof RegisteredClaim>;
