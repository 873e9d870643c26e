import { MEASURES, STATUSES } from '../events/figure-data.ts';
import type { Description } from './json-schemas.ts';
import { digits, member, members, schemaRef } from './openapi-parts.ts';

const list = (items: Description, description: string): Description => ({
  type: 'array',
  items,
  description,
});
const orNull = (schema: Description): Description => ({ anyOf: [schema, { type: 'null' }] });
const decimal = (description: string): Description =>
  member('string', description, { pattern: String.raw`^-?\d+(\.\d+)?$` });

const identity = {
  source: member('string', 'Source of the event.'),
  id: member('string', 'Id of the event.'),
};
const place = {
  topic: member('string', 'Topic.'),
  partition: member('integer', 'Partition.'),
};
const stateKey = member('string', 'Key of a state: series key, slash, period.');
const counts = members('Sales counted, and their quantities together.', {
  events: digits('How many.'),
  units: decimal('Sum of quantities.'),
  'last?': member('string', 'When the latest of them was ordered (UTC).', { format: 'date-time' }),
});

const NODE = members('A number that stands in the state, or that one rests on.', {
  id: member('string', 'Name of the node in this answer.'),
  key: stateKey,
  period: member('string', 'The period it speaks of.'),
  side: member('string', 'Where it stands, or would stand, in the state of that key.', {
    examples: ['growth.GY.computed'],
  }),
  shown: member('boolean', 'Whether the explained state shows it.'),
  reading: orNull(member('string', 'Of an ambiguous wording, the reading that is used.')),
  value: orNull(decimal('As shown: rounded half away from zero; null for a range.')),
  low: decimal('As shown: inclusive, rounded down.'),
  high: decimal('As shown: exclusive, rounded up.'),
  unit: member('string', 'percent, points, a currency or a count unit.'),
  scale: member('integer', 'Digits after the point of the value.'),
  status: member('string', 'Final, revised, preliminary, forecast, unspecified.', {
    enum: ['A', 'R', 'P', 'F', '_U'],
  }),
  formula: member('string', 'Name and version of the formula.', { examples: ['implied-base@1'] }),
  expression: member(
    'string',
    'The formula over its inputs, each by name in brackets; of a print over the members of its digits. It is worked with exact numbers, none rounded on the way; low and high are the least and the greatest it comes to over the ends of the intervals of its inputs.',
    { examples: ['[level] / (1 + [growth] / 100)'] },
  ),
  'print?': members('The print that it was read from.', identity),
  'settledBy?': list(members('A print.', identity), 'The prints that settled its ambiguous wording.'),
  'counts?': counts,
});

const EDGE = members('An input of a formula.', {
  from: member('string', 'The node that is worked out.'),
  to: member('string', 'The node that goes in.'),
  name: member('string', 'What the formula calls it.'),
});

const PRINT = members('A print of a figure that the numbers rest on, its event, and what became of it.', {
  ...identity,
  key: stateKey,
  side: orNull(
    member('string', 'The side of that state that it is a print of; null for a comparison no state tells.'),
  ),
  measure: member('string', 'What kind of figure it is.', { enum: MEASURES }),
  comparison: orNull(member('string', 'What it is compared with; null for levels.')),
  printed: schemaRef('Printed'),
  status: member('string', 'Status of the print.', { enum: STATUSES }),
  kind: orNull(
    member('string', 'Kind of the evidence.', { enum: ['official', 'translation', 'agency', 'repost'] }),
  ),
  publishedAt: member('string', 'When it was published, as far as known.'),
  standing: orNull(
    member(
      'string',
      'What became of it among the prints of its figure; support says the same as the chosen one. Null where that cannot be told.',
      { enum: ['chosen', 'support', 'superseded', 'conflict', 'withdrawn'] },
    ),
  ),
  step: orNull(
    member(
      'string',
      'By what the chosen print went before the next best, or another stands behind: alone, none other; repeat, the first to say the same digits stands; narrower, of those that meet the narrowest; status, kind, publication, fineness, identity, in this order; unit and comparison, it speaks of something else; unplaced, prints of an unknown period are not chosen between.',
      {
        enum: [
          'alone',
          'repeat',
          'narrower',
          'status',
          'kind',
          'publication',
          'fineness',
          'identity',
          'unit',
          'comparison',
          'unplaced',
        ],
      },
    ),
  ),
  withdrawn: member('boolean', 'Whether it was withdrawn.'),
  ...place,
  offset: digits('Offset.'),
  knownAt: member('string', 'Append time at the broker.', { format: 'date-time' }),
  document: orNull(member('string', 'Address of the document.')),
  quote: orNull(member('string', 'The words that were read.')),
});

const SALES = members('Sales only: how many count, and between which offsets they lie.', {
  counts,
  ranges: orNull(
    list(
      members('A stretch of a partition; the ranges do not overlap, and their events add up to the count.', {
        ...place,
        from: digits('First offset.'),
        to: digits('Last offset, included.'),
        events: digits('Sales of this series and month in it, each counted once.'),
      }),
      'Null where the log of changes no longer has all that was noted up to this version.',
    ),
  ),
});

/** A state as a graph of how its numbers were found. */
export const EXPLANATION: Description = members('A state, and how each of its numbers was found.', {
  state: schemaRef('ServedState'),
  recomputed: member(
    'boolean',
    'Whether what is kept of the events gives this state again; there are nodes only if it does.',
  ),
  nodes: list(NODE, 'The numbers, those of the state first.'),
  edges: list(EDGE, 'Which number rests on which.'),
  formulas: list(
    members('A formula that occurs.', {
      formula: member('string', 'Name and version.'),
      meaning: member('string', 'What it does, in words.'),
    }),
    'The formulas of the nodes.',
  ),
  prints: list(PRINT, 'All prints of the figures that the numbers rest on.'),
  'sales?': SALES,
});
