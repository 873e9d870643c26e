import { SIDES, type Side } from '@silkgauge/codelists';
import type { GrowthState } from '@silkgauge/contract';
import type { Sides } from '@silkgauge/growth';
import {
  isSigned,
  pointsOf,
  pointText,
  readingsText,
  whatText,
  type Digits,
} from '../figures/figure-words.ts';
import { measuresOf } from '../figures/sides.ts';
import type { Words } from '../words/words-of.ts';

/** A value that differs between a version and the version before, in words. */
export interface ChangedValue {
  readonly what: string;
  /** Null: absent in the version before; for `is`, absent now. */
  readonly was: string | null;
  readonly is: string | null;
}

/**
 * Values that a version changed; all values of a first version. A value has the digits that its interval allows,
 * and all of them where these do not show the change.
 */
export function differencesOf(state: GrowthState, words: Words): readonly ChangedValue[] {
  const shown = new Map(valuesOf(state, words, 'shown').map((value) => [value.what, value]));
  return valuesOf(state, words, 'exact').flatMap((exact) => {
    if (exact.was === exact.is) return [];
    const told = shown.get(exact.what);
    return told && told.was !== told.is ? [told] : [exact];
  });
}

/** All values of a version and of the version before. */
function valuesOf(state: GrowthState, words: Words, digits: Digits): readonly ChangedValue[] {
  const before = beforeOf(state);
  const names = new Map<string, ChangedValue>();
  for (const [told, which] of [
    [state, 'is'],
    [before, 'was'],
  ] as const) {
    for (const { measure, comparison, sides } of measuresOf(told)) {
      for (const side of SIDES.codes) {
        const text = sideIn(sides, side, measure, words, digits);
        if (text === null) continue;
        const what = whatText(measure, comparison, side, words);
        const other = names.get(what) ?? { what, was: null, is: null };
        names.set(what, { ...other, [which]: text });
      }
    }
  }
  return [...names.values()];
}

/** The version before, rebuilt from `change.previous`. */
function beforeOf(state: GrowthState): GrowthState {
  const { previous } = state.change;
  const empty = { level: { verdict: 'unchecked', gap: null }, growth: {}, other: {} } as const;
  if (previous === null) return { ...state, ...empty };
  const { growth, counts: _, ...others } = previous;
  const comparisons = Object.entries({ ...state.growth, ...growth });
  return { ...state, ...others, growth: Object.fromEntries(comparisons.flatMap(stood)) };
}

type Compared = GrowthState['growth'][string];

/** An entry for a comparison that the version before had; null sides mean an absent comparison. */
const stood = ([name, sides]: [string, Compared | null]): [string, Compared][] =>
  sides === null ? [] : [[name, sides]];

function sideIn(sides: Sides, name: Side, measure: string, words: Words, digits: Digits): string | null {
  const side = sides[name];
  if (!side) return null;
  const points = pointsOf(side, isSigned(measure), words, digits);
  return readingsText(
    points.map((point) => pointText({ ...point, between: null }, words.t)),
    side,
    words.t,
  );
}
