import type { OtherMeasure } from '@silkgauge/codelists';
import { chosenAlone, knownChoice } from './corrections.ts';
import type { KnownQuantity } from './known.ts';
import type { PeriodFacts, PrintSet, SeriesFacts } from './series-facts.ts';

/**
 * The prints that a state shows of a measure: of a share under any comparison, of a contribution, gap or change
 * over `GY`, else without a comparison (`isUnknown`).
 */
export function otherPrints(
  at: PeriodFacts | undefined,
  measure: OtherMeasure,
): { readonly prints: PrintSet; readonly isUnknown: boolean } | undefined {
  if (!at || at.rare.other.size + at.rare.otherUnknown.size === 0) return undefined;
  const known = filled(at.rare.other.get(measure));
  if (known) return { prints: known, isUnknown: false };
  const unknown = filled(at.rare.otherUnknown.get(measure));
  return unknown && { prints: unknown, isUnknown: true };
}

/** The chosen print of a measure over `GY`; undefined where its wording has two readings. */
export function printedOther(
  facts: SeriesFacts,
  period: string,
  measure: OtherMeasure,
): KnownQuantity | undefined {
  if (period === '_U') return undefined;
  const prints = filled(facts.periods.get(period)?.rare.other.get(measure));
  return (
    prints &&
    knownChoice(prints, chosenAlone(facts, prints), {
      series: facts.key,
      period,
      side: `other.${measure}.reported`,
    })
  );
}

function filled(prints: PrintSet | undefined): PrintSet | undefined {
  return prints && prints.reported.length + prints.forecast.length > 0 ? prints : undefined;
}
