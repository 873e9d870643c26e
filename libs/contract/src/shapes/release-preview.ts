import { Rehearsal } from './rehearsal.ts';
import { identity, listOf, object, orNull, part, text, type Shape } from './shape.ts';

/** The answer of `GET /v1/releases/NAME/preview` on the aggregation. */
export const ReleasePreview = part(
  'ReleasePreview',
  'What is held for a release, and what its lifting would do, if it were the next thing to come.',
  {
    release: text('Its name.', 'GACC-2020-H1'),
    figures: listOf(
      object('A figure that is held.', {
        ...identity,
        key: text('Series key and period, joined by a slash.'),
        measure: text('What is measured.', 'level', 'growth'),
        value: orNull(text('As printed; null where the figure says why there is none.', '119.43')),
      }),
      'In the order of the lifting.',
    ),
    ...Rehearsal.properties,
  },
);

export type ReleasePreview = Shape<typeof ReleasePreview>;
