import type { InputTopic } from '@silkgauge/contract';
import type { Random } from '../../random.ts';
import { binaryRecord } from './cloud-events.ts';
import type { GeneratedTopic, Produced } from './produced.ts';
import { MONTHS, SALE_SERIES } from './sales.ts';

const STATUSES = ['preliminary', 'final', 'revised', 'unspecified'];
const PERIODS = [...MONTHS, '2018', '2019', '2020', '2019-S1', '2020-S1', '2020-Q2'];
const CUSTOMS = ['CN', 'US', 'DE', 'FR'].flatMap((area) =>
  ['X', 'M'].map((flow) => customsSeries(area, flow)),
);
/** Series that have both sales and printed figures. */
const PRINTED_SALES = SALE_SERIES.slice(0, 3).map(({ sellerCountry, buyerCountry, category }) => ({
  reporter: 'SHOP',
  area: sellerCountry,
  indicator: 'SALES',
  coverage: 'OWN',
  flow: 'X',
  mode: '_T',
  product: category,
  counterpart: buyerCountry,
  currency: 'EUR',
}));

type Series = ReturnType<typeof customsSeries>;

function customsSeries(area: string, flow: string) {
  return {
    reporter: 'CHAOS',
    area,
    indicator: 'GOODS',
    coverage: 'GOODS',
    flow,
    mode: '_T',
    product: '_T',
    counterpart: '_T',
    currency: 'USD',
  };
}

const keyOf = (series: Series): string => Object.values(series).join('.');
const evidence = { document: 'https://example.org/release', quote: 'table 1' };

type FigureTopic = Extract<InputTopic, 'customs.figures' | 'platform.figures'>;

const WITHDRAWALS = new Map([
  ['figure.reported', 'figure.withdrawn'],
  ['statement.attributed', 'statement.withdrawn'],
]);

/** Figures, claims, descriptions of reporters, notices, statements, orders, and withdrawals. */
export class FactSource {
  readonly #random: Random;
  #count = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  figure(topic: FigureTopic): Produced {
    const random = this.#random;
    const series = this.#series(topic);
    const growth = random.unit() < 0.4;
    const data = {
      series,
      period: random.pick(PERIODS),
      ...(growth
        ? { measure: 'growth', unit: 'percent', wording: 'percent', comparison: 'GY' }
        : { measure: 'level', unit: series.currency }),
      value: growth
        ? `${String(random.below(90) - 30)}.${String(random.below(10))}`
        : String(1_000 + random.below(9_000)),
      status: random.pick(STATUSES),
      publishedAt: `2021-${String(1 + random.below(12)).padStart(2, '0')}-${String(1 + random.below(28)).padStart(2, '0')}`,
      evidence,
    };
    return this.#fact(topic, keyOf(series), 'figure.reported', data);
  }

  /** Withdraws a figure or a statement; event and withdrawal may come in either order. */
  withdrawal({ topic, expected }: Produced): Produced | null {
    const [type = ''] = expected.kind === 'fact' ? expected.content.split(' ') : [];
    const withdrawn = WITHDRAWALS.get(type);
    if (expected.kind !== 'fact' || withdrawn === undefined) return null;
    const [source = '', id = ''] = expected.identity.split(' ');
    return this.#fact(topic, `${source}#${id}`, withdrawn, {
      ref: { source, id },
      reason: 'a slip',
    });
  }

  /** Describes a reporter of the topic. */
  description(topic: FigureTopic): Produced {
    const { reporter } = this.#series(topic);
    const name = { en: `Body ${String(this.#count)}`, zh: `机构${String(this.#count)}` };
    return this.#fact(topic, reporter, 'reporter.described', { reporter, name, kind: 'customs' });
  }

  claim(topic: FigureTopic): Produced {
    const series = this.#series(topic);
    const data = {
      series,
      period: this.#random.pick(PERIODS),
      direction: this.#random.pick(['up', 'down', 'flat']),
      publishedAt: '2021-03',
      evidence,
    };
    return this.#fact(topic, keyOf(series), 'claim.reported', data);
  }

  /** Publishes, amends or withdraws one of twenty notices, or makes a statement about one. */
  notice(): Produced {
    const random = this.#random;
    const notice = `CHAOS-${String(random.below(20))}`;
    const draw = random.unit();
    if (draw < 0.2)
      return this.#fact('policy.notices', notice, 'notice.withdrawn', { notice, reason: 'replaced' });
    if (draw < 0.4) {
      const said = { speaker: 'A', affiliation: 'B', about: { notice }, quote: 'it helps', evidence };
      return this.#fact('policy.notices', notice, 'statement.attributed', said);
    }
    const month = random.below(MONTHS.length - 2);
    const data = {
      notice,
      issuer: 'CHAOS',
      title: 'A notice',
      announcedOn: `${MONTHS[month] ?? ''}-01`,
      effectiveFrom: `${MONTHS[month] ?? ''}-01`,
      effectiveTo: `${MONTHS[month + 1] ?? ''}-28`,
      scope: { areas: [random.pick(['CN', 'GB', 'US'])] },
      evidence,
    };
    return this.#fact('policy.notices', notice, 'notice.published', data);
  }

  /** Orders or drops one of five bulletins, of five rules, of five releases, or of five printed sentences. */
  order(): Produced {
    const draw = this.#random.unit();
    if (draw < 0.3) return this.#plan();
    if (draw < 0.6) return this.#rule();
    return draw < 0.8 ? this.#release() : this.#sentence();
  }

  tick(): Produced {
    const due = `2020-07-${String(10 + this.#random.below(10))}T02:00:00.000Z`;
    return this.#fact('clock.ticks', 'clock', 'clock.ticked', { due });
  }

  #release(): Produced {
    const release = `chaos-${String(this.#random.below(5))}`;
    const key = `release/${release}`;
    if (this.#random.unit() < 0.2)
      return this.#fact('newsroom.orders', key, 'release.cancelled', { release, reason: 'postponed' });
    return this.#fact('newsroom.orders', key, 'release.scheduled', {
      ...{ release, publisher: this.#series('customs.figures').reporter, title: 'Trade', reason: 'moved' },
      // In a year that no clock of a run comes to: the only ticks are those of the load.
      ...{ at: `2099-07-${String(10 + this.#random.below(10))}T10:00:00+08:00`, zone: 'Asia/Shanghai' },
      expects: [{ series: { area: ['CN'] }, period: '2020-S1' }],
    });
  }

  #sentence(): Produced {
    const printed = `chaos-${String(this.#random.below(5))}`;
    const key = `printed/${printed}`;
    if (this.#random.unit() < 0.2)
      return this.#fact('newsroom.orders', key, 'sentence.dropped', { printed, reason: 'corrected' });
    const state = `${keyOf(this.#series('customs.figures'))}/${this.#random.pick(PERIODS)}`;
    return this.#fact('newsroom.orders', key, 'sentence.printed', {
      ...{ printed, printedOn: '2020-07-14', text: { lang: 'en', text: 'It grew 26.2 percent.' } },
      uses: [{ key: state, member: 'growth.GY.reported', digits: '26.2' }],
    });
  }

  #rule(): Produced {
    const rule = `chaos-${String(this.#random.below(5))}`;
    const key = `alert/${rule}`;
    if (this.#random.unit() < 0.2)
      return this.#fact('newsroom.orders', key, 'alert.dropped', { rule, reason: 'replaced' });
    return this.#fact('newsroom.orders', key, 'alert.defined', {
      ...{ rule, kind: 'growth-above', threshold: String(this.#random.below(40)) },
      series: { reporter: [this.#series('customs.figures').reporter] },
    });
  }

  #plan(): Produced {
    const bulletin = `chaos-${String(this.#random.below(5))}`;
    const key = `bulletin/${bulletin}`;
    if (this.#random.unit() < 0.2)
      return this.#fact('newsroom.orders', key, 'bulletin.dropped', { bulletin, reason: 'replaced' });
    const of = `${keyOf(this.#series('customs.figures'))}/${this.#random.pick(PERIODS)}`;
    return this.#fact('newsroom.orders', key, 'bulletin.planned', {
      ...{ bulletin, title: { en: 'A title', zh: '标题' }, tone: 'wire', publish: 'at-once' },
      paragraphs: [[{ id: 'one', say: 'figure', of }]],
    });
  }

  /** Another fact under the same identity with other content: the first stands, the second is bad. */
  conflictWith(record: Produced): Produced | null {
    const { expected, value } = record;
    if (expected.kind !== 'fact' || !expected.content.startsWith('figure.reported')) return null;
    const data = JSON.parse(String(value)) as { value: string };
    const changed = { ...data, value: `1${data.value.replace('-', '')}` };
    const content = `figure.reported ${JSON.stringify(changed)}`;
    return { ...record, value: Buffer.from(JSON.stringify(changed)), expected: { ...expected, content } };
  }

  #series(topic: FigureTopic): Series {
    return this.#random.pick(topic === 'customs.figures' ? CUSTOMS : PRINTED_SALES);
  }

  #fact(topic: GeneratedTopic, key: string, type: string, data: unknown): Produced {
    this.#count += 1;
    const source = `/chaos/${topic}`;
    const id = `f${String(this.#count)}`;
    return binaryRecord(topic, key, { type: `silkgauge.${type}.v1`, source, id }, data, {
      kind: 'fact',
      identity: `${source} ${id}`,
      content: `${type} ${JSON.stringify(data)}`,
    });
  }
}
