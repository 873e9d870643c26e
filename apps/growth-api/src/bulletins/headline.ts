import { actualOf, tell, type Telling, type World } from '@silkgauge/bulletin';
import {
  parseSeriesKey,
  seriesKey,
  type FlowsPlan,
  type Plan,
  type SentencePlan,
  type Tell,
} from '@silkgauge/contract';
import { readThrough, type WorldReader } from '@silkgauge/known';
import { stateKey } from '@silkgauge/read-model';
import type { StateName } from '../query/state-path.ts';

/** Tells a state in one sentence: a total with its exports and imports where all have growth, else growth, else the level. */
export const readHeadline = (state: StateName, reader: WorldReader): Promise<Telling> =>
  readThrough(reader, (world) => tell(planOf(sentenceOf(state, world)), world));

function sentenceOf(state: StateName, world: World): SentencePlan {
  const hasGrowth = (key: string): boolean =>
    Object.values(world.state(stateKey(key, state.period))?.growth ?? {}).some(actualOf);
  if (!hasGrowth(state.key)) return figureOf(state, 'level', 'growth');
  const flows = flowsOf(state);
  return flows && hasGrowth(flows.exports) && hasGrowth(flows.imports) ? flows : figureOf(state, 'growth');
}

/** A bulletin of one sentence; its headline is empty where the sentence is refused. */
const planOf = (sentence: SentencePlan): Plan => ({
  ...{ bulletin: 'headline', title: { en: '', zh: '' }, tone: 'plain', publish: 'at-once' },
  paragraphs: [[sentence]],
});

const figureOf = ({ key, period }: StateName, ...told: readonly Tell[]): SentencePlan => ({
  ...{ say: 'figure', id: 'headline', of: stateKey(key, period), tell: told, comparison: null },
});

/** Null for a series that is no total of flows. */
function flowsOf({ key, period }: StateName): FlowsPlan | null {
  const series = parseSeriesKey(key);
  if (series?.flow !== '_T') return null;
  const ofFlow = (flow: string) => seriesKey({ ...series, flow });
  const flows = { total: key, exports: ofFlow('X'), imports: ofFlow('M') };
  return { say: 'flows', id: 'headline', ...flows, period, comparison: null };
}
