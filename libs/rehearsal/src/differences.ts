import { CONFLICT_FLAGS } from '@silkgauge/codelists';
import type { Rehearsal, StateDocument } from '@silkgauge/contract';
import { figuresOf, type Sides, type StateBody } from '@silkgauge/growth';

type Said = Pick<StateDocument, keyof StateBody>;

/** Verdicts that differ. A figure that is not there counts as unchecked. */
export function changedVerdicts(key: string, before: Said | null, after: Said): Rehearsal['verdicts'] {
  const [was, is] = [before ? sidesByName(before) : new Map<string, Sides>(), sidesByName(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((member) => {
    const [old, now] = [was.get(member), is.get(member)];
    if ((old?.verdict ?? 'unchecked') === (now?.verdict ?? 'unchecked')) return [];
    return [
      { key, member, before: old?.verdict ?? null, after: now?.verdict ?? null, gap: now?.gap ?? null },
    ];
  });
}

/** Rules of the conflicts that are in `after` alone: figures whose verdict is one, then flags. */
export function newConflicts(before: Said | null, after: Said): readonly string[] {
  const known = new Set(before ? conflictsIn(before) : []);
  return conflictsIn(after).filter((rule) => !known.has(rule));
}

const sidesByName = (said: Said): ReadonlyMap<string, Sides> =>
  new Map(figuresOf(said).map(({ name, sides }) => [name, sides]));

function conflictsIn(said: Said): readonly string[] {
  const members = figuresOf(said).filter(({ sides }) => sides.verdict === 'conflicts');
  return [...members.map(({ name }) => name), ...CONFLICT_FLAGS.filter((flag) => said.flags.includes(flag))];
}
