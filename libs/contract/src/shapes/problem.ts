import { Type } from 'typebox';
import { integer, listOf, part, text, type Shape } from './shape.ts';

const uriReference = (description: string) => Type.String({ format: 'uri-reference', description });

const Fault = Type.Object({
  index: Type.Optional(integer('Place of the event in the batch; 0 for a single event.')),
  pointer: Type.Optional(text('JSON Pointer from the root of the event.', '/data/period')),
  parameter: Type.Optional(text('The query parameter at fault, where it is one.')),
  rule: text('Stable name of the rule that is broken.'),
  message: text('What is wrong.'),
  fix: text('What to write instead.'),
});

export const Problem = part('Problem', 'Problem details, RFC 9457.', {
  type: uriReference('URI of the kind of problem.'),
  title: text('The kind of problem in short.'),
  status: integer('The HTTP status.'),
  detail: Type.Optional(text('What is particular to this case.')),
  instance: Type.Optional(uriReference('URI of this case.')),
  errors: Type.Optional(listOf(Fault, 'All faults at once.')),
});

export type Problem = Shape<typeof Problem>;
