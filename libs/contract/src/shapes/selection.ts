import { Type } from 'typebox';
import { FILTERS, type StateFilter } from '../filter/table.ts';
import { listOf, part, text, type Shape } from './shape.ts';

/** Members are those query parameters of `/v1/growth` that say which states, with their values. */
const FilterSet = Type.Unsafe<StateFilter>(
  part(
    'FilterSet',
    'A set of filters: a state passes if it passes all of them.',
    Object.fromEntries(Object.entries(FILTERS).map(([name, { member }]) => [name, Type.Optional(member)])),
  ),
);

export const Selection = part('Selection', 'Several sets of filters under one id.', {
  id: text('What selection= takes. It holds the sets, so the same sets have the same id everywhere.'),
  sets: listOf(FilterSet, 'A state passes if it passes one of them. In canonical form and order.'),
});

export const SelectionSets = part('SelectionSets', 'Sets of filters.', {
  sets: Type.Array(FilterSet, { minItems: 1, maxItems: 20, description: 'At most 1,500 bytes together.' }),
});

export type Selection = Shape<typeof Selection>;
