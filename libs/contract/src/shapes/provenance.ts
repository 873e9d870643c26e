import { Type } from 'typebox';
import { part, text, texts, type Shape } from './shape.ts';

const Thing = Type.Object(
  { '@id': text('Its IRI.'), '@type': texts('Its classes of PROV-O.') },
  { additionalProperties: true, description: 'An entity, activity or agent of PROV-O.' },
);

/** W3C PROV-O of a state in JSON-LD. */
export const Provenance = part(
  'Provenance',
  'The state, its numbers, the rules that gave them, the events and documents behind them, their reporters, and who printed the documents.',
  {
    '@context': Type.Unsafe<Readonly<Record<string, unknown>>>({
      type: 'object',
      description: 'What the names mean; nothing else has to be fetched.',
    }),
    '@graph': Type.Array(Type.Unsafe<Shape<typeof Thing> & Readonly<Record<string, unknown>>>(Thing), {
      description: 'Everything, each once.',
    }),
  },
);

export type Provenance = Shape<typeof Provenance>;
