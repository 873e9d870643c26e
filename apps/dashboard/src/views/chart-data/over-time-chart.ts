import type { RegisteredNotice, ServedState } from '@silkgauge/contract';
import { OVER_YEAR } from '@silkgauge/growth';
import { listedNotice, type ListedNotice } from '../../controls/programmes.ts';
import { lineLegendOf } from '../../charts/mark/legend-keys.ts';
import type { Line, Mark, RuleLine } from '../../charts/mark/mark.ts';
import { byTime, markOf, revisedFigures, type MarkOptions } from '../../figures/marks.ts';
import { shownSide } from '../../figures/sides.ts';
import { frequencyOf, partOfYearUntil, type Frequency } from '../../words/period.ts';
import type { Words } from '../../words/words-of.ts';
import { chosenFrequency, FLOWS, flowName } from './selection.ts';

type Notice = Pick<RegisteredNotice, 'notice' | 'withdrawn' | 'data' | 'programme'>;

export interface OverTimeGiven {
  /** States of the headline's series in all flows and periods. */
  readonly family: readonly ServedState[];
  readonly frequency: Frequency | null;
  /** Whether rules for a part of the series are drawn. */
  readonly allPolicies: boolean;
  readonly revisions: Parameters<typeof revisedFigures>[0];
  readonly notices: readonly Notice[];
  readonly words: Words;
}

export interface ListedRule extends RuleLine {
  readonly listed: ListedNotice;
}

/** Levels and growth of the headline's series by flow, with first prints and rules in force. */
export function overTimeChart(given: OverTimeGiven) {
  const { family, allPolicies, revisions, notices, words } = given;
  const chosen = chosenFrequency(family, given.frequency);
  const states = family.filter((state) => isOf(state, chosen.frequency));
  const common = { words, revised: revisedFigures(revisions) };
  const levels = linesOf(states, { ...common, measure: 'level', comparison: null });
  const growth = linesOf(states, { ...common, measure: 'growth', comparison: OVER_YEAR });
  const known = rulesOf(states, notices);
  const units = states.map((state) => shownSide(state.level)?.side.unit);
  return {
    ...chosen,
    states,
    levels,
    growth,
    levelUnit: units.find((unit) => unit !== undefined) ?? '',
    rules: allPolicies ? known : known.filter(({ inPart }) => !inPart),
    /** Whether the series has rules for a part, drawn or not. */
    hasRulesInPart: known.some(({ inPart }) => inPart),
    legend: lineLegendOf([...levels, ...growth]),
  };
}

/** A line for each flow with figures. */
function linesOf(states: readonly ServedState[], options: MarkOptions): readonly Line[] {
  return FLOWS.flatMap((flow, colour) => {
    const name = flowName(flow, options.words);
    const marks = states
      .filter(({ series }) => series.flow === flow)
      .map((state) => markOf(state, { ...options, name }))
      .filter((mark): mark is Mark => mark !== null)
      .sort(byTime);
    return marks.length === 0 ? [] : [{ name, colour: colour % 3, marks }];
  });
}

/** Whether a state has the frequency; a part of a year, drawn hollow, joins whole years. */
function isOf({ period }: ServedState, frequency: Frequency | null): boolean {
  if (frequencyOf(period) === frequency) return true;
  return frequency === 'A' && partOfYearUntil(period) !== null;
}

/** Rules of notices with the series in scope that are not withdrawn, by first day in force. */
function rulesOf(states: readonly ServedState[], notices: readonly Notice[]): readonly ListedRule[] {
  const scopes = new Map(
    states.flatMap((state) => state.notices.map(({ notice, scope }) => [notice, scope] as const)),
  );
  const rules = notices.flatMap((entry) => {
    const { notice, withdrawn, data } = entry;
    const scope = scopes.get(notice);
    if (withdrawn || !data || scope === undefined) return [];
    const listed = listedNotice({ notice, scope }, entry);
    const day = data.effectiveFrom.slice(0, 10);
    return [{ notice, day, label: data.title, inPart: listed.inPart, listed }];
  });
  return rules.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
