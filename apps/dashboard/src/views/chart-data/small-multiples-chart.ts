import type { ServedState } from '@silkgauge/contract';
import { OVER_YEAR } from '@silkgauge/growth';
import { lineLegendOf } from '../../charts/mark/legend-keys.ts';
import type { Line, Mark } from '../../charts/mark/mark.ts';
import { byTime, markOf } from '../../figures/marks.ts';
import { nameOf, seriesOfKey, shortNameOf, sourceApart } from '../../words/series-names.ts';
import { frequencyOf, type Frequency } from '../../words/period.ts';
import type { RankingOptions } from './rankings.ts';
import { chosenFrequency } from './selection.ts';

type Options = Pick<RankingOptions, 'by' | 'words'>;

/** Panels with growth of many series, in periods of one frequency. */
export function smallMultiplesChart(all: readonly ServedState[], asked: Frequency | null, options: Options) {
  const chosen = chosenFrequency(all, asked);
  const states = all.filter(({ period }) => frequencyOf(period) === chosen.frequency);
  const panels = panelsOf(states, options);
  return { ...chosen, states, panels, legend: lineLegendOf(panels) };
}

/** A line for each series, most figures first. */
function panelsOf(states: readonly ServedState[], options: Options): readonly Line[] {
  const { words } = options;
  const apart = sourceApart(states.map(({ series }) => series));
  const lines = new Map<string, { name: string; marks: Mark[] }>();
  for (const state of states) {
    const key = seriesOfKey(state.key);
    const name = panelName(state, options, apart(state.series, words));
    const mark = markOf(state, { measure: 'growth', comparison: OVER_YEAR, words, name });
    if (!mark) continue;
    const line = lines.get(key) ?? { name, marks: [] };
    line.marks.push(mark);
    lines.set(key, line);
  }
  return [...lines.values()]
    .map(({ name, marks }): Line => ({ name, colour: 1, marks: marks.sort(byTime) }))
    .sort((a, b) => b.marks.length - a.marks.length);
}

/** The code of the dimension, flow, reporter of an area, and what else tells the sources apart. */
function panelName({ series }: ServedState, { by, words }: Options, apart: readonly string[]): string {
  const flow = series.flow === '_T' || by === 'flow' ? [] : [nameOf('flow', series.flow, words)];
  const who = by === 'area' ? [nameOf('reporter', series.reporter, words)] : [];
  return [...new Set([shortNameOf(by, series[by], words), ...flow, ...who, ...apart])].join(' · ');
}
