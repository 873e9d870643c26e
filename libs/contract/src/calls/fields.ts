import { listOf, quoted, refuse, type ParameterReader } from '../filter/value-readers.ts';
import { isStateField, nearestStateField } from '../shapes/state-fields.ts';

/** Members by name; null is a member with all that is in it. */
export type Members = ReadonlyMap<string, Members | null>;

/** Members of a state, and how they were asked for. */
export interface Fields {
  readonly chosen: Members;
  readonly text: string;
}

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
  return { value: { chosen: tree, text } };
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
