import type { CodeRelations } from '@silkgauge/growth';
import { Type } from 'typebox';
import { CODES, joined, type OfSeries } from './filter.ts';
import { listOf, place } from './value-readers.ts';

/** Whether an area lies in one of some places; `areas` says what lies in what. */
export const liesIn = (places: readonly string[], area: string, areas: CodeRelations): boolean =>
  places.some((wide) => areas.contains(wide, area));

/** By places that hold the area. */
export const within: OfSeries<readonly string[]> = {
  of: 'series',
  about:
    'Only areas that lie in one of these places, by the graph of codes (/v1/codes/area): a province holds its cities, and its zones. Several by comma.',
  schema: joined(CODES),
  brief: 'Areas, by comma, with all that lies within them.',
  member: Type.Array(Type.String(), { minItems: 1, description: 'Places that hold the area.' }),
  read: listOf(place),
  inOrder: (places) => {
    const reading = listOf(place)(places.join(','));
    return 'value' in reading ? reading.value : null;
  },
  passes: (places, { series }, areas) => liesIn(places, series.area, areas),
  where: (places, { bind, areasIn }) => `s.area = any(${bind(areasIn(places), 'text[]')})`,
};
