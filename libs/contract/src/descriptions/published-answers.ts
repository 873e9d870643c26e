import type { Description } from './json-schemas.ts';
import { member, members } from './openapi-parts.ts';

const orNull = (schema: Description): Description => ({ anyOf: [schema, { type: 'null' }] });
const decimal = (description: string) => member('string', description, { pattern: '^-?\\d+(\\.\\d+)?$' });
const count = (description: string) => member('integer', description, { minimum: 0 });
const instant = (description: string) => member('string', description, { format: 'date-time' });

const standing = members('A print that stood.', {
  value: decimal('In plain units, growth in percent, at the digits printed.'),
  status: member('string', 'Final, revised, preliminary, unspecified.', { enum: ['A', 'R', 'P', '_U'] }),
  publishedAt: member('string', 'When it was published, as far as known.'),
  since: instant('The publication since which it stood.'),
  source: member('string', 'Source of the event.'),
  id: member('string', 'Id of the event.'),
});

export const REVISION_RECORD = members(
  'How much the figures of one measure were revised after their first print.',
  {
    'key?': member('string', 'The series key; by=series.'),
    'series?': member('object', 'The dimensions of the series; by=series.'),
    'reporter?': member('string', 'The reporter, over all its series; by=reporter.'),
    measure: member('string', 'What kind of figure.', { enum: ['level', 'growth'] }),
    comparison: orNull(member('string', 'Key of growth; null for levels.')),
    unit: member('string', 'Of the revisions: growth in points, levels in percent of the first print.', {
      enum: ['points', 'percent'],
    }),
    figures: count('Figures with a print whose publication is dated.'),
    revised: count('Those of which other digits took the place of the first; what follows is of them.'),
    meanRevision: orNull(decimal('Mean of latest less first, 4 decimals, half away from zero.')),
    meanAbsoluteRevision: orNull(decimal('Mean of the same without its sign.')),
    signFlips: count('Growth that first rose and in the end fell, or the other way round.'),
    meanDays: orNull(decimal('Mean number of days from the first print to the final or last one.')),
    maxDays: orNull(count('The most days.')),
    'record?': {
      type: 'array',
      description: 'With detail=figures: each revised figure, by series and period.',
      items: members('One figure.', {
        key: member('string', 'Key of its state.'),
        period: member('string', 'Its period.'),
        first: standing,
        latest: standing,
        revisions: count('How often other digits took the place of what stood.'),
        revision: orNull(decimal('Latest less first, 4 decimals; null for levels first printed as zero.')),
        signFlip: member('boolean', 'Whether it turned from a rise into a fall or back.'),
        days: count('Days from the first print to the latest.'),
      }),
    },
  },
);
