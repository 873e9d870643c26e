import type { Rehearsal, StateDocument } from '@silkgauge/contract';
import type { Flag, Sides, StateBody } from '@silkgauge/growth';

type Said = Pick<StateDocument, keyof StateBody>;

/** Flags that say that numbers do not meet. */
const CONFLICT_FLAGS: readonly Flag[] = [
  'conflicting-prints',
  'infeasible-parts',
  'implied-base-differs',
  'part-above-whole',
];

/** Figures of a state by their place in it: `level`, `growth.GY`, `other.share`. */
export function figuresOf({ level, growth, other }: Said): ReadonlyMap<string, Sides> {
  const members: [string, Sides][] = [['level', level]];
  for (const [comparison, sides] of Object.entries(growth)) members.push([`growth.${comparison}`, sides]);
  for (const [measure, sides] of Object.entries(other)) members.push([`other.${measure}`, sides]);
  return new Map(members);
}

/** Verdicts that differ. A figure that is not there counts as unchecked. */
export function changedVerdicts(key: string, before: Said | null, after: Said): Rehearsal['verdicts'] {
  const [was, is] = [before ? figuresOf(before) : new Map<string, Sides>(), figuresOf(after)];
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

function conflictsIn(said: Said): readonly string[] {
  const members = [...figuresOf(said)].filter(([, { verdict }]) => verdict === 'conflicts');
  return [
    ...members.map(([member]) => member),
    ...CONFLICT_FLAGS.filter((flag) => said.flags.includes(flag)),
  ];
}
