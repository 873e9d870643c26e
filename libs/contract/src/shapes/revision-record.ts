import { ACTUAL_STATUSES, type ObservationStatus } from '@silkgauge/codelists';
import type { SeriesDimensions } from '@silkgauge/growth';
import { Type } from 'typebox';
import {
  count,
  decimal,
  identity,
  instant,
  listOf,
  object,
  orNull,
  part,
  text,
  truth,
  word,
  type Shape,
} from './shape.ts';

const StandingPrint = object('A print that stood.', {
  value: decimal('In plain units, growth in percent, at the digits printed.'),
  // The type includes the status of forecasts, which are not counted here.
  status: Type.Unsafe<ObservationStatus>(word(ACTUAL_STATUSES, 'Final, revised, preliminary, unspecified.')),
  publishedAt: text('When it was published, as far as known.'),
  since: instant('The publication since which it stood.'),
  ...identity,
});

const RevisedFigure = object('One figure.', {
  key: text('Key of its state.'),
  period: text('Its period.'),
  first: StandingPrint,
  latest: StandingPrint,
  revisions: count('How often other digits took the place of what stood.'),
  revision: orNull(
    decimal('Latest less earliest held, 4 decimals; null for levels whose earliest print held is zero.'),
  ),
  signFlip: truth('Whether it turned from a rise into a fall or back.'),
  days: count('Days from the earliest print held to the latest.'),
});

export const RevisionRecord = part(
  'RevisionRecord',
  'How much the figures of one measure were revised after the earliest print held.',
  {
    key: Type.Optional(text('The series key; by=series.')),
    series: Type.Optional(
      Type.Unsafe<SeriesDimensions>({
        type: 'object',
        description: 'The dimensions of the series; by=series.',
      }),
    ),
    reporter: Type.Optional(text('The reporter, over all its series; by=reporter and by=indicator.')),
    indicator: Type.Optional(text('The indicator, over all series of the reporter; by=indicator.')),
    measure: word(['level', 'growth'], 'What kind of figure.'),
    comparison: orNull(text('Key of growth; null for levels.')),
    unit: word(
      ['points', 'percent'],
      'Of the revisions: growth in points, levels in percent of the earliest print held.',
    ),
    figures: count('Figures with a print whose publication is dated.'),
    revised: count(
      'Those of which other digits took the place of the earliest held; what follows is of them.',
    ),
    meanRevision: orNull(decimal('Mean of latest less earliest held, 4 decimals, half away from zero.')),
    meanAbsoluteRevision: orNull(decimal('Mean of the same without its sign.')),
    medianRevision: orNull(decimal('The middle one of latest less earliest held, 4 decimals.')),
    upward: count('Those whose latest print is above the earliest held.'),
    signFlips: count('Growth that first rose and in the end fell, or the other way round.'),
    meanDays: orNull(decimal('Mean number of days from the earliest print held to the final or last one.')),
    maxDays: orNull(count('The most days.')),
    record: Type.Optional(
      listOf(RevisedFigure, 'With detail=figures: each revised figure, by series and period.'),
    ),
  },
);

export type RevisedFigure = Shape<typeof RevisedFigure>;
export type RevisionRecord = Shape<typeof RevisionRecord>;
