import { fileURLToPath } from 'node:url';
import { DATA_SETS } from '../../../apps/loader/src/data-sets.ts';
import { fileWorld } from './spec/event-world.fixture.ts';
import { told } from './spec/events.fixture.ts';
import { marks, numerals, ofType, sentence, sentencesOf } from './spec/told.fixture.ts';
import type { Sentence, Telling } from './bulletin.ts';
import type { ToldState, World } from './world.ts';

const FOLDER = fileURLToPath(new URL('../../../data', import.meta.url));

async function eventsOf(...names: readonly string[]): Promise<readonly object[]> {
  const events: object[] = [];
  for (const set of DATA_SETS)
    if (names.includes(set.name)) for await (const some of set.events(FOLDER)) events.push(...some);
  return events;
}

let world: World;
let states: readonly ToldState[];
beforeAll(async () => {
  world = fileWorld(await eventsOf('seed', 'cbec'));
  const periods = new Set<string>();
  for (let year = 2012; year < 2026; year += 1)
    for (const part of ['', '-S1', '-S2', '-Q1', '-Q2', '-Q3', '-Q4', '-01-01/P9M', '-01-01/P11M', '-11-11'])
      periods.add(`${String(year)}${part}`);
  states = [...periods, '_U'].flatMap((period) => world.states({}, period));
});

const TELL = ['level', 'growth', 'base', 'share', 'contribution'];
const one = (of: string, tell = ['level', 'growth']): Telling =>
  told(world, [{ id: 'one', say: 'figure', of, tell }]);
const texts = (of: string) => {
  const telling = one(of);
  return (['en', 'zh'] as const).map((language) => sentence(telling, language, 'one').text);
};
const refs = (some: Sentence) =>
  [...new Set(numerals(some).map(({ ref, value }) => JSON.stringify([ref, value])))].sort();

describe('the bundled figures on cross-border e-commerce', () => {
  it('are told or refused, each of them, with the same refs and values in both languages', () => {
    expect(states.length).toBeGreaterThan(200);
    let count = 0;
    for (const { key } of states) {
      const telling = one(key, TELL);
      const [en, zh] = [sentencesOf(telling, 'en')[0], sentencesOf(telling, 'zh')[0]];
      expect([key, telling.refused.length]).toEqual([key, en ? 0 : 1]);
      if (!en || !zh) continue;
      count += 1;
      expect([key, refs(zh)]).toEqual([key, refs(en)]);
      expect([...marks(zh)].sort()).toEqual([...marks(en)].sort());
      expect(`${en.text}${zh.text}`).not.toMatch(/undefined|null|NaN/);
    }
    expect(count).toBeGreaterThan(200);
  });

  it('each printed number has the quote and document that it was read from', () => {
    for (const { key } of states)
      for (const { ref } of sentencesOf(one(key), 'en').flatMap(numerals))
        if ('printed' in ref)
          expect([key, ref.quote === null || ref.quote === '', ref.document]).toEqual([
            key,
            false,
            expect.stringMatching(/^https?:/),
          ]);
  });

  it('that a later print of a weaker kind does not meet are told beside each other, each once', () => {
    const [en, zh] = texts('GACC.CN.CBEC.FULL.M._T._T._T.CNY/2022');
    expect(en).toContain(
      'The figures do not agree: 527.8 billion yuan according to the General Administration of Customs of China, as printed by blog ssopdot.com (repost), 2023; 0.56 trillion yuan (preliminary) according to the General Administration of Customs of China, as printed by the State Council Information Office of China (translation), 20 January 2023.',
    );
    expect(zh).toContain(
      '各项数据不一致：海关总署，博客ssopdot.com（转载）2023年刊载的数据为5,278亿元；海关总署，国务院新闻办公室（译文）2023年1月20日刊载的数据为0.56万亿元（初步数）。',
    );
    expect(en).toContain('imports were 527.8 billion yuan in 2022 and fell 0.8 percent compared with 2021');
  });

  it('a part above its whole is told with the whole', () => {
    const [en, zh] = texts('HANGZHOU.CN-C-3301.CBEC.LOCAL._T._T._T._T.CNY/2023-01-01/P11M');
    expect(en).toContain(
      'according to the City of Hangzhou, as printed by Hangzhou.com.cn (news agency), 22 January 2024; 732.3 billion yuan for Hangzhou’s goods trade in January to November 2023, according to the General Administration of Customs of China, as printed by Hangzhou.com.cn (news agency), 22 January 2024.',
    );
    expect(zh).toContain('跨境电商进出口额超过1.2万亿元，');
    expect(zh).toContain(
      '；2023年1月至11月杭州市货物进出口额为7,323亿元（海关总署，杭州网（通讯社）2024年1月22日刊载）。',
    );
  });

  it('a reporter that is not named is called so, and a day has its preposition', () => {
    const [forecast, zh] = texts('_U.CN.CBEC.FULL._T._T._T._T.CNY/2025');
    expect(forecast).toMatch(
      /^According to an unnamed source \(coverage: .*\), as printed by 56ok\.com \(repost\), 2025, a forecast for China’s /,
    );
    expect(zh).toContain('预测，2025年中国跨境电商进出口额为2.75万亿元，与2020年相比的增速为69.7%。');
    expect(texts('ALIEXPRESS.CN.SALES.OWN.X._T._T.ES._Z/2020-11-11')[0]).toContain(
      'rose more than 60 percent on 11 November 2020 compared with 11 November 2019',
    );
    expect(ofType(sentence(one('_U.CN.CBEC.FULL._T._T._T._T.CNY/2025'), 'zh', 'one'), 'attribution')).toEqual(
      [{ type: 'attribution', text: '未具名来源', by: '_U' }],
    );
  });

  it('with them the flows of the article tell 28.7 percent as the total too: a conflict of 40 points', () => {
    const gacc = (flow: string) => `GACC.CN.CBEC.PLATFORM.${flow}._T._T._T.CNY`;
    const flows = { total: gacc('_T'), exports: gacc('X'), imports: gacc('M'), period: '2020-S1' };
    const telling = told(world, [{ id: 'one', say: 'flows', ...flows }]);
    expect(marks(sentence(telling, 'en', 'one'))).toContain('conflict');
    expect(sentence(telling, 'zh', 'one').text).toContain(
      '海关总署，参考网期刊文章库fx361.cc（转载）2021年12月17日刊载的数据为28.7%',
    );
    expect(sentence(telling, 'en', 'one').text).toContain(
      '28.7 percent according to the General Administration of Customs of China, as printed by journal archive fx361.cc (repost), 17 December 2021',
    );
    expect(telling.lead?.scores[0]?.reasons).toContainEqual(
      expect.objectContaining({ why: 'conflict', points: 40 }),
    );
  });
});

it('growth on a total of a hundred parts is told by the few states whose level is in conflict', async () => {
  const months = new Set(['2020-05', '2021-05']);
  const events = (await eventsOf('us-census')) as readonly { data: { period?: string } }[];
  const american = fileWorld(events.filter(({ data }) => months.has(data.period ?? '')));
  const asked = new Set<string>();
  const counting: World = {
    ...american,
    evidence: (key) => {
      asked.add(key);
      return american.evidence(key);
    },
  };
  const of = 'USCENSUS.US.GOODS.IMPORTS-CONSUMPTION.M._T._T._T.USD/2021-05';
  const telling = told(counting, [{ id: 'one', say: 'figure', of, tell: ['growth'] }]);
  expect(telling.en.headline).toContain(
    'the figures for the United States’ goods imports in May 2020 do not agree',
  );
  expect([...asked]).toEqual([of, of.replace('2021-05', '2020-05')]);
});
