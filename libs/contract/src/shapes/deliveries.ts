import { Type } from 'typebox';
import { Problem } from './problem.ts';
import {
  digits,
  identity,
  integer,
  listOf,
  object,
  offset,
  part,
  place,
  pushedBy,
  text,
  word,
  type Shape,
} from './shape.ts';

export const Receipt = object('An event that will not be lost.', {
  ...identity,
  status: Type.Literal('accepted', { description: 'Taken; what became of it is told by the outcomes.' }),
  topic: text('Topic it stands on.'),
  partition: integer('Partition.'),
  offset,
  codes: Type.Optional(
    listOf(
      object('A code that was given, and the code of the same place that is kept.', {
        pointer: text('Where it stands, from the root of the event.'),
        given: text('The code given.'),
        taken: text('The code kept.'),
      }),
      'Areas that were given by an alias, such as CN-46 for CN-HI; absent where there are none.',
    ),
  ),
});

/** Answer of a door to a push. */
export const Receipts = part('Receipts', 'What was taken, in the order given.', {
  receipts: Type.Array(Receipt),
});

/** Answer of a door to one line of an upload: a receipt or a problem. */
export const LineFate = part('LineFate', 'What became of one line.', {
  line: Type.Integer({ minimum: 1, description: 'Number of the line; blank lines count, and have no fate.' }),
  receipt: Type.Optional(Receipt),
  problem: Type.Optional(Problem),
});

const DeliveryOutcome = object('What became of one delivery.', {
  outcome: word(['applied', 'superseded', 'duplicate', 'rejected'], 'What became of it.'),
  rule: Type.Optional(text('The rule it broke.')),
  reason: Type.Optional(text('Why, in words.')),
  ...place,
  offset,
  by: pushedBy,
});

export const Outcomes = part('Outcomes', 'Outcomes, in order of arrival.', {
  outcomes: Type.Array(DeliveryOutcome),
});

export const Positions = part('Positions', 'Positions.', {
  positions: Type.Array(
    object('One partition.', { ...place, next: digits('Every record before it has been dealt with.') }),
  ),
});

export type Receipt = Shape<typeof Receipt>;
export type LineFate = Shape<typeof LineFate>;
export type Receipts = Shape<typeof Receipts>;
export type Outcomes = Shape<typeof Outcomes>;
export type Positions = Shape<typeof Positions>;
