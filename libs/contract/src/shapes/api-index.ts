import { Type } from 'typebox';
import { object, part, text, texts, type Shape } from './shape.ts';

const address = (description: string) => Type.String({ format: 'uri-reference', description });

const IndexedCall = object('A call.', {
  name: text('Its name in the description.'),
  method: text('Its method.', 'GET'),
  path: text('Its path, with variables in braces.'),
  summary: text('What it answers.'),
  parameters: texts('Its query parameters.'),
  types: texts('Media types of its answer.'),
});

/** What the API has, in short. */
export const ApiIndex = part('ApiIndex', 'What there is; the description says more.', {
  description: address('OpenAPI 3.1.'),
  topics: address('AsyncAPI 3.0.'),
  page: address('The live page.'),
  calls: Type.Array(IndexedCall),
});

export type ApiIndex = Shape<typeof ApiIndex>;
