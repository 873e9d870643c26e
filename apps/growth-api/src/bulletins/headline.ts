import { actualOf, tellAlone, type Telling, type World } from '@silkgauge/bulletin';
import { parseSeriesKey, seriesKey, type FlowsPlan, type SentencePlan, type Tell } from '@silkgauge/contract';
import { readThrough, type WorldReader } from '@silkgauge/known';
import { stateKey } from '@silkgauge/read-model';
import type { StateName } from '../states/clocks.ts';

export type Headline = Omit<Telling, 'lead'>;

/** Tells a state in one sentence: a total with its exports and imports where all have growth, else growth, else the level. */
export async function readHeadline(state: StateName, reader: WorldReader): Promise<Headline> {
  const sentence = await readThrough(reader, (world) => sentenceOf(state, world));
  return readThrough(reader, (world) => tellAlone(sentence, world));
}

function sentenceOf(state: StateName, world: World): SentencePlan {
  const hasGrowth = (key: string): boolean =>
    Object.values(world.state(stateKey(key, state.period))?.growth ?? {}).some(actualOf);
  const flows = flowsOf(state);
  // All are asked for at once.
  const [own, ...others] = [state.key, ...(flows ? [flows.exports, flows.imports] : [])].map(hasGrowth);
  if (!own) return figureOf(state, 'level', 'growth');
  return flows && others.every(Boolean) ? flows : figureOf(state, 'growth');
}

const figureOf = ({ key, period }: StateName, ...told: readonly Tell[]): SentencePlan => ({
  ...{ say: 'figure', id: 'headline', of: stateKey(key, period), tell: told, comparison: null },
});

/** A total with its exports and imports; null for a series that is no total of flows. */
export function flowsOf({ key, period }: StateName): FlowsPlan | null {
  const series = parseSeriesKey(key);
  if (series?.flow !== '_T') return null;
  const ofFlow = (flow: string) => seriesKey({ ...series, flow });
  const flows = { total: key, exports: ofFlow('X'), imports: ofFlow('M') };
  return { say: 'flows', id: 'headline', ...flows, period, comparison: null };
}
