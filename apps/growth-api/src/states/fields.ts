import type { Fields, Members } from '@silkgauge/contract';

/** The JSON text of a state with these members alone, in their order in the state. */
export const jsonOf = (state: unknown, fields: Fields | null): string =>
  JSON.stringify(fields === null ? state : only(state, fields.chosen));

/** {@link jsonOf} of a state that is JSON text already. */
export const withFields = (json: string, fields: Fields | null): string =>
  fields === null ? json : jsonOf(JSON.parse(json), fields);

function only(value: unknown, chosen: Members): unknown {
  if (Array.isArray(value)) return value.map((item) => only(item, chosen));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const below = chosen.get(name);
      return below === undefined ? [] : [[name, below === null ? member : only(member, below)]];
    }),
  );
}
