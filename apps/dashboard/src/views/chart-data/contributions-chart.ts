import type { ServedState } from '@silkgauge/contract';
import { OVER_YEAR } from '@silkgauge/growth';
import type { ContributionColumn } from '../../charts/contributions/contribution-layout.ts';
import { legendOf } from '../../charts/mark/legend-keys.ts';
import { markOf } from '../../figures/marks.ts';
import { sumText } from '../../answer/meaning.ts';
import { shownSide, sidesOf } from '../../figures/sides.ts';
import { nameOf } from '../../words/series-names.ts';
import { frequencyOf, newestFirst, periodText, type Frequency } from '../../words/period.ts';
import type { Words } from '../../words/words-of.ts';
import { chosenFrequency } from './selection.ts';

/** Contributions of exports and imports to the growth of the total, in periods of one frequency. */
export function contributionsChart(family: readonly ServedState[], asked: Frequency | null, words: Words) {
  const contributing = family.filter((state) => sidesOf(state.other.contribution).length > 0);
  const chosen = chosenFrequency(contributing, asked);
  const periods = [...new Set(contributing.map(({ period }) => period))]
    .filter((period) => frequencyOf(period) === chosen.frequency)
    .sort(newestFirst)
    .reverse();
  const columns = periods.map((period) => columnOf(family, period, words));
  return {
    ...chosen,
    /** One column per period, in order of time. */
    columns,
    states: family.filter(({ period }) => periods.includes(period)),
    legend: legendOf(
      columns.flatMap(({ total, parts }) => [...(total ? [total] : []), ...parts.map(({ mark }) => mark)]),
    ),
  };
}

/** The contributions and the growth of the whole as they are shown; null without a whole. */
function sidesIn(states: readonly ServedState[]) {
  const parts = states.flatMap(({ other }) => shownSide(other.contribution)?.side ?? []);
  const total = states.find(({ series }) => series.flow === '_T');
  const whole = shownSide(total?.growth[OVER_YEAR])?.side;
  return whole ? { parts, whole } : null;
}

function columnOf(family: readonly ServedState[], period: string, words: Words): ContributionColumn {
  const at = family.filter((state) => state.period === period);
  const parts = (['X', 'M'] as const).flatMap((flow, index) => {
    const state = at.find(({ series }) => series.flow === flow);
    const name = nameOf('flow', flow, words);
    const mark = state && markOf(state, { measure: 'contribution', comparison: OVER_YEAR, words, name });
    return mark ? [{ name, colour: index + 1, mark }] : [];
  });
  const total = at.find(({ series }) => series.flow === '_T');
  const name = words.t('answer.total');
  const whole = total && markOf(total, { measure: 'growth', comparison: OVER_YEAR, words, name });
  const told = sidesIn(at);
  const sum = told && sumText(told.parts, told.whole, words);
  return { period, title: periodText(period, words.language), total: whole ?? null, parts, sum };
}
