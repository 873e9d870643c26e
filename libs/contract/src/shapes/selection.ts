import { FLAGS, VERDICTS } from '@silkgauge/codelists';
import { Type } from 'typebox';
import { DIMENSIONS } from '../series-key.ts';
import { DOMAINS } from '../domains.ts';
import { listOf, part, text, word, type Shape } from './shape.ts';

const values = (description: string) =>
  Type.Optional(Type.Array(Type.String(), { minItems: 1, description }));

/** Members are those query parameters of `/v1/growth` that say which states, with their values. */
const FilterSet = part('FilterSet', 'A set of filters: a state passes if it passes all of them.', {
  ...(Object.fromEntries(
    DIMENSIONS.map((name) => [name, values(`Codes of ${name}, or prefixes such as CN-*.`)]),
  ) as Record<(typeof DIMENSIONS)[number], ReturnType<typeof values>>),
  within: values('Places that hold the area.'),
  period: values('Periods.'),
  from: Type.Optional(text('First period, told as its first day.')),
  to: Type.Optional(text('Last period, told as its last day.')),
  domain: Type.Optional(word(DOMAINS, 'Domain of the series.')),
  verdict: Type.Optional(Type.Array(word(VERDICTS.codes, 'A verdict.'), { minItems: 1 })),
  flag: Type.Optional(Type.Array(word(FLAGS.codes, 'A flag.'), { minItems: 1 })),
});

export const Selection = part('Selection', 'Several sets of filters under one id.', {
  id: text('What selection= takes. It holds the sets, so the same sets have the same id everywhere.'),
  sets: listOf(FilterSet, 'A state passes if it passes one of them. In canonical form and order.'),
});

export const SelectionSets = part('SelectionSets', 'Sets of filters.', {
  sets: Type.Array(FilterSet, { minItems: 1, maxItems: 20, description: 'At most 1,500 bytes together.' }),
});

export type Selection = Shape<typeof Selection>;
export type FilterSet = Shape<typeof FilterSet>;
