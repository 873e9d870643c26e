import { Type } from 'typebox';
import { digits, identity, integer, object, offset, part, place, text, word, type Shape } from './shape.ts';

const Receipt = object('An event that will not be lost.', {
  ...identity,
  status: Type.Literal('accepted', { description: 'Taken; what became of it is told by the outcomes.' }),
  topic: text('Topic it stands on.'),
  partition: integer('Partition.'),
  offset,
});

/** Answer of a door to a push. */
export const Receipts = part('Receipts', 'What was taken, in the order given.', {
  receipts: Type.Array(Receipt),
});

const DeliveryOutcome = object('What became of one delivery.', {
  outcome: word(['applied', 'superseded', 'duplicate', 'rejected'], 'What became of it.'),
  rule: Type.Optional(text('The rule it broke.')),
  reason: Type.Optional(text('Why, in words.')),
  ...place,
  offset,
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
export type Receipts = Shape<typeof Receipts>;
export type Outcomes = Shape<typeof Outcomes>;
export type Positions = Shape<typeof Positions>;
