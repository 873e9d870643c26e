import { chosenAlone, inOneUnit, type PeriodFacts, type PrintSet, type SeriesFacts } from './facts.ts';
import { forecastSide, reportedSide, sidesOf } from './sides.ts';
import { UNCHECKED } from './verdict.ts';
import type { Flag, OtherMeasure, Sides } from './state-body.ts';

const MEASURES: readonly OtherMeasure[] = [
  'share',
  'contribution',
  'growth-gap',
  'growth-change',
  'share-change',
];

/**
 * Printed shares, contributions, gaps and changes of a period. They speak of GY; a print that names no comparison
 * stands in only where no other does, and says so by a flag.
 */
export function otherSides(
  facts: SeriesFacts,
  at: PeriodFacts | undefined,
  flags: Set<Flag>,
): Partial<Record<OtherMeasure, Sides>> {
  const other: Partial<Record<OtherMeasure, Sides>> = {};
  if (!at || (at.other.size === 0 && at.otherUnknown.size === 0)) return other;
  for (const measure of MEASURES) {
    const known = filled(at.other.get(measure));
    const prints = known ?? filled(at.otherUnknown.get(measure));
    if (!prints) continue;
    if (!known) flags.add('unknown-comparison');
    const reported = reportedSide(
      at.period,
      inOneUnit(facts, prints.reported),
      chosenAlone(facts, prints),
      flags,
    );
    const forecast = forecastSide(at.period, inOneUnit(facts, prints.forecast), flags);
    other[measure] = sidesOf({ reported, forecast }, UNCHECKED);
  }
  return other;
}

function filled(prints: PrintSet | undefined): PrintSet | undefined {
  return prints && prints.reported.length + prints.forecast.length > 0 ? prints : undefined;
}
