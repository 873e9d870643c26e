import {
  isStateField,
  nearestStateField,
  listOf,
  quoted,
  refuse,
  type ParameterReader,
} from '@silkgauge/contract';

/** Members by name; null is a member with all that is in it. */
export type Fields = ReadonlyMap<string, Fields | null>;

const field: ParameterReader<string> = (path) => {
  if (isStateField(path)) return { value: path };
  const near = nearestStateField(path) ?? 'level';
  return refuse('field', `a state has no member ${quoted(path)}`, `did you mean ${near}?`);
};

/** Paths of members by comma, such as `growth.GY.reported,flags`; the key of a state is always among them. */
export const fields: ParameterReader<Fields> = (text) => {
  const reading = listOf(field)(text);
  if ('refused' in reading) return reading;
  const tree: Tree = new Map([['key', null]]);
  for (const path of reading.value) add(tree, path.split('.'));
  return { value: tree };
};

type Tree = Map<string, Tree | null>;

function add(tree: Tree, [name = '', ...rest]: readonly string[]): void {
  const present = tree.get(name);
  if (present === null) return;
  if (rest.length === 0) {
    tree.set(name, null);
    return;
  }
  const below: Tree = present ?? new Map();
  tree.set(name, below);
  add(below, rest);
}

/** The JSON text of a state with these members alone, in their order in the state. */
export const jsonOf = (state: unknown, chosen: Fields | null): string =>
  JSON.stringify(chosen === null ? state : only(state, chosen));

/** {@link jsonOf} of a state that is JSON text already. */
export const withFields = (json: string, chosen: Fields | null): string =>
  chosen === null ? json : jsonOf(JSON.parse(json), chosen);

function only(value: unknown, chosen: Fields): unknown {
  if (Array.isArray(value)) return value.map((item) => only(item, chosen));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const below = chosen.get(name);
      return below === undefined ? [] : [[name, below === null ? member : only(member, below)]];
    }),
  );
}
