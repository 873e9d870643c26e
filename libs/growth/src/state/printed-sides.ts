import type { OtherMeasure } from '@silkgauge/codelists';
import { unitOf, type AlikePrints } from '../observation/alike-prints.ts';
import { decide, type Choice, type Witness } from '../observation/choice.ts';
import { differingPrints } from '../observation/repeats.ts';
import type { Print } from '../observation/parsed-print.ts';
import { standingPrints, type ChoiceStep, type StandingPrint } from '../observation/standing-prints.ts';
import { inOneUnit, weighedIn } from './corrections.ts';
import { otherPlace } from './print-sets.ts';
import type { Figure, FigureIdentity } from '../observation/figure.ts';
import { levelGrowth, witnessOf } from './growths.ts';
import { knownPrint, type KnownQuantity } from './known.ts';
import { NOT_STATED, resolveComparison } from '../period/comparison.ts';
import { excludedAmong, placesOfGrowth, placesOfLevel, type Place } from './place.ts';
import { exclusionOf } from './proof.ts';
import type { PrintSet, SeriesFacts } from './series-facts.ts';

/** A printed side of a state: the numbers shown, and every print that is not withdrawn. */
export interface PrintedSide {
  /** `level.reported`, `growth.GY.forecast`, `other.share.reported` ... */
  readonly side: string;
  readonly shown: readonly KnownQuantity[];
  /** The events that settled an ambiguous wording. */
  readonly settledBy: readonly FigureIdentity[];
  readonly prints: readonly StandingPrint[];
  /** How many of the prints were not weighed (`MOST_WEIGHED`). */
  readonly unweighed: number;
}

/** The side of a print in the state of its period; null for a comparison that no state shows. */
export function printedSideOf({ measure, period, comparison, status }: Figure): string | null {
  const side = status === 'forecast' ? 'forecast' : 'reported';
  if (measure === 'level') return `level.${side}`;
  const { key } = resolveComparison(period, comparison ?? NOT_STATED);
  if (measure === 'growth') return `growth.${key}.${side}`;
  return otherPlace(measure, key) === null ? null : `other.${measure}.${side}`;
}

/** The printed sides of a state, each with the standing of its prints. */
export function printedSides(facts: SeriesFacts, period: string): readonly PrintedSide[] {
  const at = facts.periods.get(period);
  if (!at) return [];
  const level = sidesOfSet(facts, period, 'level', at.level, {
    ofOneUnit: true,
    places: (unit) => placesOfLevel(facts, period, unit),
  });
  const growth = [...at.growth].flatMap(([key, prints]) =>
    sidesOfSet(facts, period, `growth.${key}`, prints, {
      witness: () => witnessOf(levelGrowth(facts, period, key)),
      places: () => placesOfGrowth(facts, period, key),
    }),
  );
  const measures = new Set<OtherMeasure>([...at.rare.other.keys(), ...at.rare.otherUnknown.keys()]);
  const other = [...measures].flatMap((measure) => {
    const [known, unknown] = [at.rare.other.get(measure), at.rare.otherUnknown.get(measure)];
    const isKnown = known !== undefined && known.reported.length + known.forecast.length > 0;
    const counted = isKnown ? known : unknown;
    return counted
      ? sidesOfSet(facts, period, `other.${measure}`, counted, {
          ofOneUnit: true,
          ...(isKnown && unknown && { unknown }),
        })
      : [];
  });
  return [...level, ...growth, ...other];
}

interface Around {
  /** Whether prints in another unit are left out. */
  readonly ofOneUnit?: true;
  /** The interval from the levels. */
  readonly witness?: () => Witness | null;
  /** What the parts of the figure leave for it. */
  readonly places?: (unit: string) => readonly Place[];
  /** Prints without a comparison, left out beside prints with one. */
  readonly unknown?: PrintSet;
}

function sidesOfSet(
  facts: SeriesFacts,
  period: string,
  name: string,
  set: PrintSet,
  around: Around,
): readonly PrintedSide[] {
  return (['reported', 'forecast'] as const).flatMap((side) => {
    const all = set[side];
    const counted = around.ofOneUnit ? inOneUnit(facts, all) : all;
    const [best] = counted;
    if (!best) return [];
    const isCounted = new Set(counted);
    const leftOut = [
      ...all.filter((print) => !isCounted.has(print)).map((print) => superseded(print, 'unit')),
      ...(around.unknown?.[side] ?? []).map((print) => superseded(print, 'comparison')),
    ];
    const at = { series: facts.key, period, side: `${name}.${side}` };
    const weighed = weighedIn(facts, set, side);
    const isOpen = side === 'reported' && weighed.some(({ first }) => first.readings.length > 1);
    const told =
      period === '_U'
        ? unplaced(counted, weighed)
        : chosen(counted, weighed, {
            witness: (isOpen && around.witness?.()) || null,
            places: side === 'reported' ? (around.places?.(unitOf(best)) ?? []) : [],
          });
    const [first, another] = told.choices;
    return [
      {
        side: at.side,
        shown: told.choices.flatMap((choice) =>
          choice.readings.map((reading) => knownPrint(choice, reading, at)),
        ),
        settledBy: first && !another ? first.settledBy : [],
        prints: [...told.prints, ...leftOut],
        unweighed: told.unweighed,
      },
    ];
  });
}

interface ChoicesAndPrints {
  readonly choices: readonly Choice[];
  readonly prints: readonly StandingPrint[];
  readonly unweighed: number;
}

function chosen(
  counted: readonly Print[],
  weighed: readonly AlikePrints[],
  { witness, places }: { readonly witness: Witness | null; readonly places: readonly Place[] },
): ChoicesAndPrints {
  const excluded = excludedAmong(weighed, places, witness);
  const out = new Map(
    [...excluded].flatMap(([{ prints, first }, place]) =>
      prints.map((print) => [print, exclusionOf(first.readings, place)] as const),
    ),
  );
  const [left, said] =
    out.size === 0
      ? [counted, weighed]
      : [counted.filter((print) => !out.has(print)), weighed.filter((alike) => !excluded.has(alike))];
  const decision = decide(left, witness, said);
  if (!decision) return { choices: [], prints: [], unweighed: 0 };
  const behind = [...out].map(([{ figure }, exclusion]): StandingPrint => ({
    ...{ figure, standing: 'excluded', step: 'place' },
    excluded: exclusion,
  }));
  return {
    choices: [decision.choice],
    prints: [...standingPrints(decision), ...behind],
    unweighed: decision.unweighed.length,
  };
}

/** Every differing print of a `_U` period is shown beside the others. */
function unplaced(prints: readonly Print[], weighed: readonly AlikePrints[]): ChoicesAndPrints {
  const first = new Set(differingPrints(weighed));
  const digits = new Set([...first].map((print) => print.digits));
  return {
    choices: [...first].map((print) => ({
      print,
      readings: print.readings,
      settledBy: [],
      conflicting: false,
    })),
    prints: prints.map((print) => ({
      figure: print.figure,
      standing: first.has(print) ? 'chosen' : digits.has(print.digits) ? 'support' : 'superseded',
      step: 'unplaced',
    })),
    unweighed: prints.length - weighed.reduce((sum, alike) => sum + alike.prints.length, 0),
  };
}

const superseded = ({ figure }: Print, step: ChoiceStep): StandingPrint => ({
  figure,
  standing: 'superseded',
  step,
});
