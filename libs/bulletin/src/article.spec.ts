import { tell } from './tell.ts';
import { SEED_PLAN } from './spec/seed-plan.fixture.ts';
import { SEED_EVENTS, seedWorld } from './spec/seed-world.fixture.ts';
import { marks, numerals, ofType, sentence, sentencesOf } from './spec/told.fixture.ts';

const told = tell(SEED_PLAN, seedWorld());
const GROUPS =
  'the overseas sales of home appliances, household items, toys and electronic consumer products made in China are also growing rapidly';
const group = (id: string, en: string, zh: string) =>
  [
    id,
    `AliExpress (coverage: a platform's own count), as printed by Xinhua (news agency), 16 July 2020, claims that China’s export sales of ${en} on AliExpress rose: “${GROUPS}”. Note: the source does not state the period; no number was given; the claim remains open.`,
    `据新华社（通讯社）2020年7月16日刊载，全球速卖通（口径：平台自身口径）称，全球速卖通平台中国${zh}出口销售额上升：“${GROUPS}”。注：来源未注明时期；未给出数字；这一说法尚无定论。`,
    ['claim', 'period-unknown', 'no-number', 'open'],
  ] as const;
const TREND =
  "China's cross-border e-commerce (CBEC) trade bucked up against the global downward trend in the first half of this year, showing double-digit growth.";
const BAI =
  'Besides endogenous growth strength, national supportive policies have also injected impetus to the sector';
const OFFICE =
  'Deputy director, international market research institute, Chinese Academy of International Trade and Economic Cooperation, Ministry of Commerce';

/** Each sentence in both languages, with its marks in the order of the English text. */
const ARTICLE = [
  [
    'flows',
    'China’s cross-border e-commerce trade rose 26.2 percent in the first half of 2020 compared with the first half of 2019, according to the General Administration of Customs of China (coverage: what passed the customs platform for cross-border e-commerce), as printed by Xinhua (news agency), 16 July 2020. Exports rose 28.7 percent and imports rose 24.4 percent. Imports grew slower than exports but added more: of the growth of the total, imports make up 14.2 percentage points (implied, not published, rounded, between 13.5 and 14.8 percentage points) and exports 12.0 percentage points (implied, not published, rounded, between 11.3 and 12.7 percentage points). Note: no level was published.',
    '2020年上半年，中国跨境电商进出口额比2019年上半年增长26.2%。其中，出口增长28.7%，进口增长24.4%。数据来自海关总署（口径：海关跨境电商管理平台口径），新华社（通讯社）2020年7月16日刊载。进口增速低于出口，但对整体增长的贡献更大：在整体增长中，进口贡献14.2个百分点（推算得出，未见公布，已取约数，13.5至14.8个百分点之间），出口贡献12.0个百分点（推算得出，未见公布，已取约数，11.3至12.7个百分点之间）。注：未公布数额。',
    ['implied', 'rounded', 'no-level'],
  ],
  [
    'trend',
    `The General Administration of Customs of China, as printed by Xinhua (news agency), 16 July 2020, claims that China’s cross-border e-commerce trade rose in the first half of 2020, measured against the world’s goods trade: “${TREND}” By the figures known, it rose 26.2 percent compared with the first half of 2019. No growth of the world’s goods trade is known. Note: no number was given; the claim remains open.`,
    `据新华社（通讯社）2020年7月16日刊载，海关总署称，2020年上半年，中国跨境电商进出口额相对于全球货物进出口额上升：“${TREND}”。已知数据显示，其比2019年上半年增长26.2%。全球货物进出口额的增速未知。注：未给出数字；这一说法尚无定论。`,
    ['claim', 'no-number', 'open'],
  ],
  [
    'zaez',
    "The Zhengzhou Airport Economy Zone’s cross-border e-commerce trade was 4.72 billion yuan in the first half of 2020 and rose 119.43 percent compared with the first half of 2019, according to the Zhengzhou Airport Economy Zone (coverage: a place's own count), as printed by Xinhua (news agency), 16 July 2020. The level in the first half of 2019 was 2.15 billion yuan (implied, not published, rounded).",
    '2020年上半年，郑州航空港经济综合实验区跨境电商进出口额为47.2亿元，比2019年上半年增长119.43%。数据来自郑州航空港经济综合实验区（口径：地方口径），新华社（通讯社）2020年7月16日刊载。2019年上半年为21.5亿元（推算得出，未见公布，已取约数）。',
    ['implied', 'rounded'],
  ],
  [
    'ningbo',
    "The Ningbo Airport Economic Demonstration Zone’s cross-border e-commerce trade was 135 million yuan in January to May 2020, according to the Ningbo Airport Economic Demonstration Zone (coverage: a place's own count), as printed by Xinhua (news agency), 16 July 2020. Its growth compared with January to May 2019 was put at “up 4.5 times”, open to more than one reading: 450 percent or 350 percent. Note: this period is not as long as that of the first figure.",
    '2020年1月至5月，宁波临空经济示范区跨境电商进出口额为1.35亿元。数据来自宁波临空经济示范区（口径：地方口径），新华社（通讯社）2020年7月16日刊载。其与2019年1月至5月相比的增速，原文表述为“up 4.5 times”，可作多种解读：450%或350%。注：该时期与首个数据的时期长度不同。',
    ['readings', 'other-period'],
  ],
  [
    'stores',
    "The number of stores opened on AliExpress rose 132 percent in March 2020 compared with February 2020, according to AliExpress (coverage: a platform's own count), as printed by Xinhua (news agency), 16 July 2020. Note: no level was published; the date of the Spring Festival differs from year to year.",
    '2020年3月，全球速卖通平台新开店铺数比2020年2月增长132%。数据来自全球速卖通（口径：平台自身口径），新华社（通讯社）2020年7月16日刊载。注：未公布数额；春节日期逐年不同。',
    ['no-level', 'calendar-effect'],
  ],
  group('home-appliances', 'home appliances', '家用电器'),
  group('household-items', 'household items', '家居用品'),
  group('toys', 'toys', '玩具'),
  group('consumer-electronics', 'electronic consumer products', '消费电子产品'),
  [
    'spain',
    "China’s export sales of refrigerators, freezers and other refrigerating equipment to Spain on AliExpress rose 700 percent, according to AliExpress (coverage: a platform's own count), as printed by Xinhua (news agency), 16 July 2020. Note: the source does not state the period; the source does not state the period compared with; no level was published.",
    '全球速卖通平台中国对西班牙冷藏箱、冷冻箱及其他制冷设备出口销售额增长700%。数据来自全球速卖通（口径：平台自身口径），新华社（通讯社）2020年7月16日刊载。注：来源未注明时期；来源未注明对比时期；未公布数额。',
    ['period-unknown', 'comparison-unknown', 'no-level'],
  ],
  [
    'bai',
    `“${BAI}”, in the opinion of Bai Ming, ${OFFICE}.`,
    `“${BAI}”。这是Bai Ming（${OFFICE}）的个人观点。`,
    ['opinion'],
  ],
  [
    'pilot',
    '“关于开展跨境电子商务企业对企业出口监管试点的公告”, announced by the General Administration of Customs of China on 12 June 2020, is in force from 1 July 2020. It covers exports under 9710 (CBEC business-to-business direct export) and 9810 (CBEC export to overseas warehouse) in Beijing Customs, Tianjin Customs, Nanjing Customs, Hangzhou Customs, Ningbo Customs, Xiamen Customs, Zhengzhou Customs, Guangzhou Customs, Huangpu Customs and Shenzhen Customs. In the first half of 2020, the notice was not yet in force.',
    '《关于开展跨境电子商务企业对企业出口监管试点的公告》由海关总署于2020年6月12日发布，自2020年7月1日起施行，适用于出口，监管方式为9710（跨境电子商务企业对企业直接出口）和9810（跨境电子商务出口海外仓），范围为北京海关、天津海关、南京海关、杭州海关、宁波海关、厦门海关、郑州海关、广州海关、黄埔海关和深圳海关。2020年上半年，公告尚未施行。',
    ['after-period'],
  ],
] as const;

describe('the article, told from its own events', () => {
  it('has these sentences, in the order of the plan', () => {
    for (const language of ['en', 'zh'] as const)
      expect(sentencesOf(told, language).map(({ id }) => id)).toEqual(ARTICLE.map(([id]) => id));
  });

  it.each(ARTICLE)('%s', (id, en, zh, told_) => {
    expect(sentence(told, 'en', id).text).toBe(en);
    expect(sentence(told, 'zh', id).text).toBe(zh);
    expect(marks(sentence(told, 'en', id))).toEqual(told_);
    expect([...marks(sentence(told, 'zh', id))].sort()).toEqual([...told_].sort());
  });

  it('gives each printed number the words of the article that it was read from', () => {
    const quotes = new Map(
      (SEED_EVENTS as { id: string; data: { value?: string; evidence: { quote: string } } }[]).map(
        ({ id, data }) => [id, data],
      ),
    );
    const printed = sentencesOf(told, 'en')
      .flatMap(numerals)
      .flatMap(({ ref }) => ('printed' in ref ? [ref] : []));
    expect(printed.map(({ printed: digits }) => digits)).toEqual(
      expect.arrayContaining(['26.2', '28.7', '24.4', '4.72', '119.43', '135', '4.5', '132', '700']),
    );
    for (const ref of printed) {
      expect(ref.document).toBe('https://en.imsilkroad.com/p/314906.html');
      expect(ref.quote).toBe(quotes.get(ref.id)?.evidence.quote);
      expect(ref.printed).toBe(quotes.get(ref.id)?.value);
    }
  });

  it('gives each worked-out number its formula and the prints behind it', () => {
    const worked = sentencesOf(told, 'zh')
      .flatMap(numerals)
      .flatMap(({ ref }) => ('formula' in ref ? [ref] : []));
    expect(worked.map(({ formula, inputs }) => `${formula} ${inputs.map(({ id }) => id).join(' ')}`)).toEqual(
      [
        ...Array.from({ length: 6 }, () => 'contribution-of-rates@1 cbec-exports cbec-imports cbec-total'),
        'implied-base@1 zhengzhou-growth zhengzhou-level',
      ],
    );
  });

  it('is led by the flows, as a whole and a total, and so is its headline', () => {
    const { lead } = told;
    expect(lead).toMatchObject({ id: 'flows', rule: 'salience@1' });
    expect(
      lead?.scores.map(({ id, points, reasons }) => [id, points, ...reasons.map(({ why }) => why)]),
    ).toEqual([
      ['flows', 15, 'whole', 'total'],
      ['zaez', 0],
      ['ningbo', 0],
      ['stores', 0],
      ['spain', 10, 'whole'],
    ]);
    expect(told.en.headline).toBe(
      'China’s cross-border e-commerce trade rose 26.2 percent in the first half of 2020 compared with the first half of 2019, according to the General Administration of Customs of China, as printed by Xinhua',
    );
    expect(told.zh.headline).toBe(
      '海关总署（新华社刊载）：2020年上半年，中国跨境电商进出口额比2019年上半年增长26.2%',
    );
  });

  it('refuses what the data do not carry', () => {
    expect(told.refused.map(({ id, say, rule }) => [id, say, rule])).toEqual([
      ['rank', 'compare', 'unequal-periods'],
      ['pandemic', 'claim', 'no-event'],
      ['enterprises', 'claim', 'no-event'],
      ['cause', 'cause', 'no-causal-claim'],
    ]);
    for (const { reason } of told.refused) expect(`${reason.en}${reason.zh}`).not.toMatch(/\p{Nd}/u);
  });

  it('names who says it first in a plain tone, with the same numbers', () => {
    const plain = tell({ ...SEED_PLAN, tone: 'plain' }, seedWorld());
    expect(sentence(plain, 'en', 'zaez').text).toMatch(/^According to the Zhengzhou Airport Economy Zone /);
    expect(sentence(plain, 'zh', 'zaez').text).toMatch(
      /^郑州航空港经济综合实验区（口径：地方口径），新华社（通讯社）2020年7月16日刊载的数据显示，2020年上半年，/,
    );
    expect(sentence(plain, 'en', 'bai').text).toMatch(/^Bai Ming, Deputy director, .* gave this opinion: “/);
    for (const language of ['en', 'zh'] as const)
      expect(sentencesOf(plain, language).map((one) => numerals(one).map(({ text }) => text))).toEqual(
        sentencesOf(told, language).map((one) => numerals(one).map(({ text }) => text)),
      );
  });

  it('with another document that says 28.7 percent as the total has a conflict, of 40 points more', () => {
    const other = {
      ...(SEED_EVENTS.find((one) => (one as { id: string }).id === 'cbec-total') as { data: object }),
      ...{ source: '/datasets/cbec', id: 'another' },
    };
    const evidence = { document: 'https://example.org/other', quote: 'up 28.7 percent', kind: 'repost' };
    const conflict = tell(
      SEED_PLAN,
      seedWorld({ ...other, data: { ...other.data, value: '28.7', evidence } }),
    );
    expect(conflict.lead).toMatchObject({ id: 'flows', scores: [{ points: 55 }, {}, {}, {}, {}] });
    expect(sentence(conflict, 'en', 'flows').text).toContain(
      'The figures do not agree: 26.2 percent according to the General Administration of Customs of China, as printed by Xinhua (news agency), 16 July 2020; 28.7 percent according to the General Administration of Customs of China, as printed by example.org (repost), 16 July 2020, which its parts exclude.',
    );
    const found = numerals(sentence(conflict, 'zh', 'flows')).map(({ ref }) => ('id' in ref ? ref.id : ''));
    expect(found).toEqual(expect.arrayContaining(['cbec-total', 'another']));
  });

  it('quotes without a change and without a translation', () => {
    for (const language of ['en', 'zh'] as const)
      expect(ofType(sentence(told, language, 'bai'), 'quote')).toEqual([
        {
          ...{ type: 'quote', text: BAI, lang: 'en', source: '/datasets/seed-article', id: 'bai-ming' },
          document: 'https://en.imsilkroad.com/p/314906.html',
        },
      ]);
  });
});
