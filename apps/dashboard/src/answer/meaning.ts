import type { ServedState } from '@silkgauge/contract';
import { compareDecimals, OVER_YEAR, scaleOf, type Measurement } from '@silkgauge/growth';
import { gapDigits, shownValue } from '../figures/figure-words.ts';
import { partsSum } from '../figures/parts-sum.ts';
import { shownSide, sideGaps } from '../figures/sides.ts';
import { grouped, shortDecimal } from '../words/decimal.ts';
import type { Language } from '../words/languages.ts';
import { roundedAbove } from '../words/rounded.ts';
import type { Words } from '../words/words-of.ts';

/** States of one period by flow; unknown flows are absent. */
export interface StatesByFlow {
  readonly total?: ServedState;
  readonly exports?: ServedState;
  readonly imports?: ServedState;
}

interface Flow {
  readonly name: 'exports' | 'imports';
  readonly growth: Measurement;
  readonly contribution: Measurement | null;
}

/**
 * A sentence on the flow that grew faster and the flow that added more of the total's points. Flows with
 * overlapping intervals are not ranked; null: nothing to compare.
 */
export function meaningOf(family: StatesByFlow, words: Words): string | null {
  const { t, language } = words;
  const flows = [flowOf('exports', family.exports), flowOf('imports', family.imports)].filter(
    (flow) => flow !== null,
  );
  const [first, second] = flows;
  if (!first || !second) return conflictOf(family.total, t);
  const faster = larger(first.growth, second.growth);
  const names = { exports: t('flow.exports'), imports: t('flow.imports') };
  const total = shownSide(family.total?.growth[OVER_YEAR])?.side;
  const added =
    first.contribution && second.contribution ? larger(first.contribution, second.contribution) : null;
  if (added !== null && added !== 'open' && total !== undefined && total.value !== null) {
    const more = added === 'first' ? first : second;
    const whole = shownValue(total) ?? '';
    const values = {
      flow: names[more.name],
      other: names[more.name === 'exports' ? 'imports' : 'exports'],
      part: more.contribution ? endsText(more.contribution, scaleOf(whole), language) : '',
      whole: grouped(whole),
    };
    const ordered = faster === added ? 'meaning.faster-and-more' : 'meaning.slower-but-more';
    const told = t(faster === 'open' ? 'meaning.added' : ordered, values);
    const parts = [first.contribution, second.contribution].filter((one) => one !== null);
    const sum = sumText(parts, total, words);
    return sum === null ? told : `${told}${language === 'zh' ? '' : ' '}${sum}`;
  }
  if (faster === 'open') return t('meaning.alike', {});
  const [quick, slow] = faster === 'first' ? [first, second] : [second, first];
  return t('meaning.faster', {
    flow: names[quick.name],
    other: names[slow.name],
    growth: `${grouped(shownValue(quick.growth) ?? '')}%`,
    less: `${grouped(shownValue(slow.growth) ?? '')}%`,
  });
}

/** Both ends of a part, to the digits of its whole, or its value where these tell no difference. */
function endsText({ value, low, high }: Measurement, digits: number, language: Language): string {
  const short = (decimal: string | null) => grouped(shortDecimal(roundedAbove(decimal ?? '', digits)));
  if (low === null || high === null || short(low) === short(high)) return short(value);
  return `${short(low)}${language === 'zh' ? '至' : ' to '}${short(high)}`;
}

/** What the parts add up to, where their digits do not add up to those of the whole. */
export function sumText(parts: readonly Measurement[], whole: Measurement, { t }: Words): string | null {
  const found = partsSum(parts, whole);
  if (!found) return null;
  return t(found.isWithin ? 'meaning.sum-within' : 'meaning.sum-beyond', { sum: grouped(found.sum) });
}

function flowOf(name: Flow['name'], state: ServedState | undefined): Flow | null {
  const growth = shownSide(state?.growth[OVER_YEAR])?.side;
  if (!growth || growth.value === null) return null;
  const contribution = shownSide(state?.other.contribution)?.side ?? null;
  return {
    name,
    growth,
    contribution: contribution !== null && contribution.value !== null ? contribution : null,
  };
}

/** The larger of two figures; `open` if their intervals overlap or are unknown. */
function larger(a: Measurement, b: Measurement): 'first' | 'second' | 'open' {
  if (a.low === null || a.high === null || b.low === null || b.high === null) return 'open';
  if (compareDecimals(a.low, b.high) >= 0) return 'first';
  return compareDecimals(b.low, a.high) >= 0 ? 'second' : 'open';
}

/** A sentence on the gap between the printed rate and the levels; null without a conflict. */
function conflictOf(total: ServedState | undefined, t: Words['t']): string | null {
  const sides = total?.growth[OVER_YEAR];
  const gapToLevels = total && sides && sideGaps(total, sides).find(({ name }) => name === 'computed')?.gap;
  if (!gapToLevels) return null;
  const apart = gapDigits(gapToLevels, 'shown');
  const lower = apart.startsWith('-');
  const gap = grouped(shortDecimal(lower ? apart.slice(1) : apart));
  return t(lower ? 'meaning.printed-lower' : 'meaning.printed-higher', { gap });
}
