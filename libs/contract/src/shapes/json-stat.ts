import { EVIDENCE_KINDS } from '@silkgauge/codelists';
import { Type } from 'typebox';
import { instant, listOf, object, part, text, word, type Shape } from './shape.ts';

const Category = Type.Object({
  index: Type.Array(Type.String(), { description: 'Codes in order.' }),
  label: Type.Record(Type.String(), Type.String(), { description: 'Names by code.' }),
});

/** Answer of `GET /v1/growth.jsonstat`. */
export const JsonStat = part('JsonStat', 'A dataset of JSON-stat 2.0.', {
  version: Type.Literal('2.0'),
  class: Type.Literal('dataset'),
  label: Type.String(),
  source: Type.String(),
  updated: instant('When the last of its figures became known, or by when they had been published.'),
  extension: Type.Object({
    query: text('The query, pinned to its place in the log.'),
    sequence: text('Sequence of the log that it tells of.'),
    evidence: listOf(
      object('Who printed figures, and in what kind of document.', {
        publisher: text(
          'Its name in the language of the answer: as the event says, else by the host of the document.',
        ),
        kind: Type.Optional(
          word(EVIDENCE_KINDS.codes, 'Kind of the evidence; absent where the event does not say.'),
        ),
      }),
      'Each pair once.',
    ),
    evidenceOf: Type.Record(Type.String(), Type.Integer({ minimum: 0 }), {
      description:
        'Places in `evidence` by the cells of the values of figures; figures that nobody printed have none, nor have prints that differ.',
    }),
  }),
  id: Type.Array(Type.String(), { description: 'Dimensions, the last one fastest.' }),
  size: Type.Array(Type.Integer({ minimum: 1 })),
  role: Type.Object({
    time: Type.Array(Type.String()),
    geo: Type.Array(Type.String()),
    metric: Type.Array(Type.String()),
  }),
  dimension: Type.Record(Type.String(), Type.Object({ label: Type.String(), category: Category })),
  value: Type.Record(Type.String(), Type.Number(), {
    description: 'Numbers by cell, with the digits of the states.',
  }),
  status: Type.Record(Type.String(), Type.String(), {
    description: 'Statuses of figures, by the cells of their values.',
  }),
});
export type JsonStat = Shape<typeof JsonStat>;
