import { event, gacc, GROWTH, level, print, told, toldOf, ZONE } from './spec/events.fixture.ts';
import { fileWorld } from './spec/event-world.fixture.ts';
import { marks, numerals, ofType, sentence } from './spec/told.fixture.ts';
import { parseSeriesKey } from '@silkgauge/contract';
import type { Telling } from './bulletin.ts';

const evidence = { document: 'https://example.org', quote: 'growing rapidly', language: 'en' };
const claim = (members: object = {}) =>
  event('claim.reported', 'c', {
    ...{
      series: parseSeriesKey(ZONE),
      period: '2020-S1',
      direction: 'up',
      publishedAt: '2020-07-16',
      evidence,
    },
    ...members,
  });
const CLAIM = { say: 'claim', event: { source: '/spec', id: 'c' } };
const marksOf = (telling: Telling) => marks(sentence(telling, 'en', 'one'));
const texts = (telling: Telling) =>
  (['en', 'zh'] as const).map((language) => sentence(telling, language, 'one').text);

describe('H12: a claim', () => {
  it.each([
    ['open', []],
    ['supported', [print()]],
    ['contradicted', [print({ value: '-3.0' })]],
  ] as const)('is %s by what is known, and has no number of its own', (standing, known) => {
    const one = toldOf(CLAIM, claim(), ...known);
    expect(marksOf(one)).toEqual(['claim', 'no-number', standing]);
    expect(numerals(sentence(one, 'en', 'one')).map(({ ref }) => ref.member)).toEqual(
      known.map(() => 'growth.GY.reported'),
    );
    expect(one.lead).toBeNull();
  });

  it('tells what the growth known does not meet, and what concerns it', () => {
    const one = toldOf(
      CLAIM,
      claim(),
      level('4.72', { break: 'counted anew' }),
      level('2.20', { period: '2019-S1', publishedAt: '2019-07-16' }),
      print({ value: '119.43' }),
    );
    expect(marksOf(one)).toContain('coverage-break');
    const two = toldOf(
      CLAIM,
      claim(),
      level('4.72'),
      level('2.20', { period: '2019-S1', publishedAt: '2019-07-16' }),
      print({ value: '119.43' }),
    );
    expect(marksOf(two)).toContain('conflict');
  });

  it('says its direction, and what it is measured against', () => {
    expect(texts(toldOf(CLAIM, claim({ direction: 'down' })))[0]).toContain(
      'trade fell in the first half of 2020: “growing rapidly”.',
    );
    expect(texts(toldOf(CLAIM, claim({ direction: 'flat' })))[1]).toContain(
      '跨境电商进出口额持平：“growing rapidly”。',
    );
    const both = toldOf(CLAIM, claim({ comparedTo: parseSeriesKey(gacc('_T')) }), print({}, gacc('_T')));
    expect(texts(both)[0]).toContain('measured against China’s cross-border e-commerce trade: “');
    expect(texts(both)[0]).not.toContain('No growth of');
  });

  it('that stands before the first figure of a paragraph does not set its length', () => {
    const world = fileWorld([claim({ period: '2020' }), print()]);
    const two = told(world, [
      { id: 'a', ...CLAIM },
      { id: 'b', ...GROWTH },
      { id: 'c', ...CLAIM },
    ]);
    expect(['a', 'b', 'c'].map((id) => marks(sentence(two, 'en', id)).includes('other-period'))).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('H11: a notice', () => {
  const notice = (members: object = {}) =>
    event('notice.published', 'n', {
      ...{
        notice: 'N-1',
        issuer: 'GACC',
        title: 'Pilot 2020',
        announcedOn: '2020-03',
        effectiveFrom: '2020-07-01',
      },
      ...{ scope: {}, evidence, ...members },
    });
  const beside = (...periods: readonly string[]) => ({
    ...{ say: 'policy', notice: 'N-1' },
    beside: periods.map((period) => `${ZONE}/${period}`),
  });

  it.each([
    ['in-force', '2020-S2'],
    ['in-force-part', '2020'],
    ['after-period', '2020-S1'],
    ['before-period', '2022'],
  ] as const)('beside a period: %s', (mark, period) => {
    const one = toldOf(beside(period), notice({ effectiveTo: '2021-06-30' }));
    expect(marksOf(one)).toEqual([mark]);
    expect(ofType(sentence(one, 'zh', 'one'), 'period').map(({ code }) => code)).toEqual([period]);
  });

  it('beside a period that is not stated says nothing of it', () => {
    expect(marksOf(toldOf(beside('_U'), notice()))).toEqual([]);
  });

  it('has issuer, title, dates and scope by names, and no effect', () => {
    const scope = { flow: 'M', products: ['HS84'], areas: ['CN-D46', 'CN-ZJ'] };
    const one = toldOf(beside(), notice({ scope, effectiveTo: '2021' }));
    expect(texts(one)).toEqual([
      '“Pilot 2020”, announced by the General Administration of Customs of China in March 2020, is in force from 1 July 2020 to 2021. It covers imports of machinery in Zhengzhou Customs and Zhejiang.',
      '《Pilot 2020》由海关总署于2020年3月发布，自2020年7月1日起施行，至2021年止，适用于进口，商品为机械，范围为郑州海关和浙江。',
    ]);
  });

  it('without limits covers all trade', () => {
    expect(texts(toldOf(beside(), notice()))[0]).toContain('It covers trade.');
  });
});

describe('a revision', () => {
  const REVISION = { say: 'revision', of: `${ZONE}/2020-S1`, member: 'level' };

  it('has what the earliest print held says and what stands now, each with its publication', () => {
    const one = toldOf(
      REVISION,
      level('4.72', { id: 'first', status: 'preliminary' }),
      level('4.80', { id: 'second', status: 'revised', publishedAt: '2021-01-20' }),
    );
    expect(texts(one)).toEqual([
      "According to the Zhengzhou Airport Economy Zone (coverage: a place's own count), the level of the Zhengzhou Airport Economy Zone’s cross-border e-commerce trade in the first half of 2020 was, in the earliest print held, put at 4.72 billion yuan (preliminary) on 16 July 2020 and now stands at 4.80 billion yuan (revised), published on 20 January 2021.",
      '2020年上半年，郑州航空港经济综合实验区跨境电商进出口额，现存最早公布值为47.2亿元（初步数），2020年7月16日公布；据2021年1月20日公布的数据，现为48.0亿元（修订数）。数据来自郑州航空港经济综合实验区（口径：地方口径）。',
    ]);
    expect(
      numerals(sentence(one, 'en', 'one')).map(({ value, ref }) => [value, 'id' in ref ? ref.id : '']),
    ).toEqual([
      ['4720000000', 'first'],
      ['4800000000', 'second'],
    ]);
  });

  it('that never was says so', () => {
    const one = toldOf({ ...REVISION, member: 'growth' }, print());
    expect(texts(one)[0]).toContain('was put at 26.2 percent on 16 July 2020 and has not changed since');
    expect(texts(one)[1]).toContain('与2019年上半年相比的增速为26.2%，2020年7月16日公布，此后未变。');
  });

  const times = { value: '4.5', unit: 'times', wording: 'ambiguous-times', quote: 'up 4.5 times' };

  it('of an ambiguous multiple has the printed words and both readings', () => {
    const one = toldOf(
      { ...REVISION, member: 'growth' },
      print({ ...times, id: 'first' }),
      print({ value: '420', id: 'second', publishedAt: '2021-01-20' }),
    );
    expect(texts(one)[0]).toContain(
      'was, in the earliest print held, put at 450 percent or 350 percent (“up 4.5 times”, open to more than one reading) on 16 July 2020 and now stands at 420 percent',
    );
    expect(texts(one)[1]).toContain(
      '，现存最早公布值为450%或350%（“up 4.5 times”，可作多种解读），2020年7月16日公布',
    );
    expect(numerals(sentence(one, 'zh', 'one')).map(({ ref }) => ref.reading)).toEqual([
      ...['up-by-times', 'to-times', null],
    ]);
  });

  it('calls no print the first that has no date', () => {
    const undated = level('4.72', { id: 'undated', publishedAt: '_U' });
    const dated = toldOf(REVISION, undated, level('4.80', { publishedAt: '2021-01-20' }));
    expect(texts(dated)[0]).toContain('was put at 4.80 billion yuan on 20 January 2021');
    const alone = toldOf(REVISION, undated);
    expect(texts(alone)[0]).toMatch(
      /^According to the Zhengzhou Airport Economy Zone .* stands at 4\.72 billion yuan\./,
    );
    expect(texts(alone)[0]).toMatch(/No print of it that is held has a date\.$/);
    expect(texts(alone)[1]).toContain('现存公布值均未注明日期。');
  });

  it('of a number that nobody printed is refused', () => {
    const one = toldOf({ ...REVISION, of: `${ZONE}/2019-S1` }, level('4.72'), print({ value: '119.43' }));
    expect(one.refused).toMatchObject([{ rule: 'no-figure' }]);
  });
});

describe('levels in an order', () => {
  it('are compared in one currency, whatever their multipliers', () => {
    const other = ZONE.replaceAll('ZAEZ', 'OTHER');
    const one = toldOf(
      { say: 'compare', of: [`${other}/2020-S1`, `${ZONE}/2020-S1`], by: 'level' },
      level('4.72'),
      level('135', { multiplier: '1000000' }, other),
    );
    const items = (text = '', between: string) =>
      text.split(between).map((item) => /[\d.]{1,8}(?: [mb]illion yuan|亿元)/.exec(item)?.[0]);
    const [en, zh] = texts(one);
    expect(en).toMatch(/^In order of level in the first half of 2020, the highest first: the Zhengzhou /);
    expect(items(en, '; ')).toEqual(['4.72 billion yuan', '135 million yuan']);
    expect(items(zh, '；')).toEqual(['47.2亿元', '1.35亿元']);
  });
});
