import { parseSeriesKey } from '@silkgauge/contract';
import { questionsOf, readDraft } from '@silkgauge/draft';
import { Turns } from '@silkgauge/read-model';
import type { HeldSeries } from '../states/available-states.ts';
import { candidatesOf } from './candidates.ts';
import { REGISTERED_NAMES } from './registered-names.ts';

const YEARS = Array.from({ length: 100 }, (_, at) => String(1950 + at));

function heldSeries(key: string, count = 1): readonly HeldSeries[] {
  const series = parseSeriesKey(key);
  if (!series) throw new Error('no series key');
  const periods = YEARS.map((code) => ({ code, bounds: { start: `${code}-01-01`, end: `${code}-12-31` } }));
  return Array.from({ length: count }, () => ({ series, domain: 'customs', periods }));
}
const CHINA = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';

const candidates = (text: string, held: readonly HeldSeries[], turns = new Turns()) => {
  const questions = questionsOf(readDraft(text, REGISTERED_NAMES), () => false);
  return candidatesOf(questions, held, {}, turns);
};
const levels = async (text: string, held: readonly HeldSeries[]) => {
  const { candidates: found } = await candidates(text, held);
  return found.map((one) => one.levels.map((level) => level.map(({ name }) => name.period)));
};

describe('candidates of a draft', () => {
  it('are the states that a number names, and none of what no register has', async () => {
    expect(await levels('In 2020 CBEC of China rose 5 percent.', heldSeries(CHINA))).toEqual([[['2020']]]);
    expect(await levels("In 2020 China's GDP rose 5 percent.", heldSeries(CHINA))).toEqual([]);
  });

  it('stand in levels by how well they fit, and numbers of one context are asked for once', async () => {
    const held = [...heldSeries('GACC.CN.GOODS.GOODS._T._T._T._T.CNY'), ...heldSeries(CHINA)];
    const { candidates: found } = await candidates('In 2020 CBEC of China was 2 yuan, up 5 percent.', held);
    expect(found.map(({ question }) => question.claims.length)).toEqual([2]);
    expect(found[0]?.levels.map((level) => level.map(({ name }) => name.key))).toEqual([
      [CHINA],
      ['GACC.CN.GOODS.GOODS._T._T._T._T.CNY'],
    ]);
  });

  it('are looked for until half of the time is over, and what is left is told', async () => {
    const text = YEARS.map((year) => `In ${year} CBEC of China rose 5 percent.`).join(' ');
    const { unseen } = await candidates(text, heldSeries(CHINA, 2_000), new Turns(0.5));
    expect(unseen).toBeGreaterThan(100_000);
  });
});
