import type { TSchema } from 'typebox';
import { nearestName } from '../nearest-name.ts';
import { ServedState } from './published-state.ts';

/** Stands for any name in a path: that of a comparison. */
const ANY = '*';

interface Described {
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly patternProperties?: Readonly<Record<string, TSchema>>;
  readonly items?: TSchema;
  readonly anyOf?: readonly TSchema[];
}

/** Paths of members below a schema, joined by dots. Items of a list have the path of the list. */
function pathsIn(schema: TSchema, at: string): readonly string[] {
  const { properties = {}, patternProperties = {}, items, anyOf = [] } = schema as Described;
  const named = [
    ...Object.entries(properties),
    ...Object.values(patternProperties).map((value) => [ANY, value] as const),
  ];
  return [
    ...named.flatMap(([name, value]) => {
      const path = at === '' ? name : `${at}.${name}`;
      return [path, ...pathsIn(value, path)];
    }),
    ...[...anyOf, ...(items ? [items] : [])].flatMap((one) => pathsIn(one, at)),
  ];
}

/** Paths of the members of a state as the API serves it, such as `growth.*.reported.value`. */
export const STATE_FIELDS: readonly string[] = [...new Set(pathsIn(ServedState, ''))];

const KNOWN = new Set(STATE_FIELDS);
/** The member whose names are comparisons: a word such as GY, or a period. */
const COMPARED = /^(growth|change\.previous\.growth)\.([^.*]+)/;

/** Whether a state may have a member at a path, such as `growth.GY`. */
export const isStateField = (path: string): boolean =>
  !path.includes(ANY) && KNOWN.has(path.replace(COMPARED, `$1.${ANY}`));

/** The known path that is most like an unknown one. */
export function nearestStateField(path: string): string | undefined {
  const comparison = COMPARED.exec(path)?.[2] ?? 'GY';
  return nearestName(
    path,
    STATE_FIELDS.map((known) => known.replace(ANY, comparison)),
  );
}
