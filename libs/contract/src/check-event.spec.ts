import { checkEvent, type EventCheck } from './check-event.ts';
import { eventExample } from './descriptions/json-schemas.ts';
import { EVENT_TYPES, recordKey, type CheckedEvent, type EventType } from './events/families.ts';
import type { FigureReported } from './events/figure.ts';
import type { SaleRecorded } from './events/sale.ts';

type Members = Record<string, unknown>;

const event = (type: EventType, data: Members = {}, attributes: Members = {}): Members => {
  const example = structuredClone(eventExample(type)) as Members;
  return { ...example, ...attributes, data: { ...(example.data as Members), ...data } };
};

const figure = (data: Members = {}) => event('silkgauge.figure.reported.v1', data);
const sale = (data: Members = {}) => event('silkgauge.sale.recorded.v1', data);
const notice = (data: Members = {}) => event('silkgauge.notice.published.v1', data);
const claim = (data: Members = {}) => event('silkgauge.claim.reported.v1', data);
const statement = (data: Members = {}) => event('silkgauge.statement.attributed.v1', data);

const reporter = (data: Members = {}) => event('silkgauge.reporter.described.v1', data);

const inSeries = (raw: Members, members: Members): Members => {
  const data = raw.data as { series: Members };
  return { ...raw, data: { ...data, series: { ...data.series, ...members } } };
};

const level = (data: Members = {}) =>
  figure({
    measure: 'level',
    value: '4.72',
    unit: 'CNY',
    comparison: undefined,
    wording: undefined,
    ...data,
  });

const points = (measure: string) => figure({ measure, value: '2.5', unit: 'points', wording: 'points' });

function accepted(raw: unknown): CheckedEvent {
  const result = checkEvent(raw);
  if (!result.ok) throw new Error(JSON.stringify(result.faults, null, 2));
  return result.event;
}

const faultNames = (result: EventCheck): string[] =>
  result.ok ? [] : result.faults.map(({ pointer, rule }) => `${pointer} ${rule}`);

describe('a valid event', () => {
  it.each(EVENT_TYPES)('%s is accepted with its data as delivered and a key', (type) => {
    const raw = event(type, { ours: { to: ['keep', null, 1.5] } });
    const checked = accepted(raw);
    expect(checked.type).toBe(type);
    expect(checked.data).toBe(raw.data);
    expect(recordKey(checked)).not.toBe('');
  });

  it('becomes a figure with normalised periods, the key of its comparison, and defaults', () => {
    const raw = figure({ period: '2020-01-01/P6M', comparison: '2019-01-01/P6M' });
    const checked = accepted(raw) as FigureReported;
    expect(checked.seriesKey).toBe('ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY');
    expect(checked.figure).toEqual({
      source: '/loader/example',
      id: 'O0010',
      measure: 'growth',
      period: '2020-S1',
      comparison: 'GY',
      value: '119.43',
      valueHigh: null,
      unit: 'percent',
      multiplier: '1',
      wording: 'percent',
      qualifier: 'exact',
      status: 'unspecified',
      publishedAt: '2020-07-16',
      kind: 'agency',
      publisher: { name: { en: 'Xinhua', zh: '新华社' } },
      document: 'https://en.imsilkroad.com/p/314906.html',
    });
  });

  it('becomes a figure with what it corrects, why there is no number, and the break', () => {
    const raw = figure({
      value: undefined,
      absence: 'suppressed',
      corrects: { source: '/customs/zaez', id: 'O0009', why: 'kept' },
      break: 'counted anew',
    });
    expect((accepted(raw) as FigureReported).figure).toMatchObject({
      value: null,
      absence: 'suppressed',
      corrects: { source: '/customs/zaez', id: 'O0009' },
      break: 'counted anew',
    });
    expect((accepted(figure()) as FigureReported).figure).not.toHaveProperty('corrects');
  });

  it.each([
    ['2020', 'G1', 'GY'],
    ['2020-03', 'G1', 'G1'],
    ['2020-03', '2020-02', 'G1'],
    ['2020-03', '2018-03', '2018-03'],
    ['2020-03', '_U', '_U'],
    ['_U', 'GY', 'GY'],
    ['2020-W10', '2019-03-04/P7D', 'GY'],
  ])('keeps the comparison of %s with %s under %s', (period, comparison, key) => {
    expect((accepted(figure({ period, comparison })) as FigureReported).figure.comparison).toBe(key);
  });

  it.each(['figure', 'claim'])('%s: has the publisher that its evidence names', (kind) => {
    const publisher = { code: 'NBCUSTOMS', name: { en: 'Ningbo Daily', zh: '宁波日报' } };
    const evidence = { document: 'https://blog.example/1', quote: '119.43 percent' };
    const of = (named: unknown) =>
      (kind === 'figure' ? figure : claim)({ evidence: { ...evidence, publisher: named } });
    const checked = accepted(of({ ...publisher, since: '1980' }));
    if ('figure' in checked) expect(checked.figure.publisher).toEqual(publisher);
    expect(checked.data).toMatchObject({ evidence: { publisher } });
    expect(faultNames(checkEvent(of({ name: { en: 'Ningbo Daily' } })))).toEqual([
      '/data/evidence/publisher/name/zh required',
    ]);
    expect(faultNames(checkEvent(of('Ningbo Daily')))).toEqual(['/data/evidence/publisher object']);
  });

  it('becomes a sale with its series and the month of the order in UTC', () => {
    const checked = accepted(sale({ orderedAt: '2020-03-01T07:59:59+08:00' })) as SaleRecorded;
    expect(checked).toMatchObject({
      seriesKey: 'ALIEXPRESS.CN.SALES.OWN.X._T.TOYS.ES.EUR',
      period: '2020-02',
      amount: '24.90',
      quantity: '2',
    });
    expect((accepted(sale({ flow: 'import' })) as SaleRecorded).seriesKey).toBe(
      'ALIEXPRESS.CN.SALES.OWN.M._T.TOYS.ES.EUR',
    );
  });

  it('becomes a claim, statement or withdrawal with its subject', () => {
    const other = { ...((claim().data as Members).series as Members), product: '_T' };
    expect(accepted(claim({ comparedTo: other }))).toMatchObject({
      seriesKey: 'ALIEXPRESS._T.SALES.OWN.X._T.TOYS._T.USD',
      comparedTo: 'ALIEXPRESS._T.SALES.OWN.X._T._T._T.USD',
      direction: 'up',
    });
    expect(accepted(statement())).toMatchObject({ about: { notice: 'GACC-2020-75' } });
    expect(accepted(statement({ about: { series: other } }))).toMatchObject({
      about: { seriesKey: 'ALIEXPRESS._T.SALES.OWN.X._T._T._T.USD' },
    });
    expect(accepted(event('silkgauge.figure.withdrawn.v1'))).toMatchObject({
      ref: { source: '/customs/zaez', id: 'O0010' },
    });
    const withdrawn = accepted(event('silkgauge.statement.withdrawn.v1'));
    expect(withdrawn).toMatchObject({ ref: { source: '/loader/cbec', id: 'bai-ming' } });
    expect(recordKey(withdrawn)).toBe('/loader/cbec#bai-ming');
  });

  it('becomes a described reporter, with its code as key', () => {
    const checked = accepted(reporter());
    expect(checked).toMatchObject({ reporter: 'ZAEZ' });
    expect(recordKey(checked)).toBe('ZAEZ');
  });

  it('has each area under the code that is kept for it, and says which were given', () => {
    const given = inSeries(figure(), { area: 'CN-46', counterpart: 'CN-81' });
    const result = checkEvent(given);
    expect(result).toMatchObject({
      ok: true,
      event: {
        seriesKey: 'ZAEZ.CN-HI.CBEC.LOCAL._T._T._T.HK.CNY',
        data: { series: { area: 'CN-HI', counterpart: 'HK' }, value: '119.43' },
      },
      taken: [
        { pointer: '/data/series/area', given: 'CN-46', taken: 'CN-HI' },
        { pointer: '/data/series/counterpart', given: 'CN-81', taken: 'HK' },
      ],
    });
    expect((given.data as { series: Members }).series['area']).toBe('CN-46');
  });

  it.each<[string, Members, string[]]>([
    ['a sale', sale({ sellerCountry: 'CN-46', buyerCountry: 'CN-33' }), ['sellerCountry', 'buyerCountry']],
    [
      'a notice',
      notice({ scope: { areas: ['CN-D46', 'CN-46', 'US', 'CN-65'] } }),
      ['scope/areas/1', 'scope/areas/3'],
    ],
    [
      'a claim',
      claim({ comparedTo: { ...((claim().data as Members)['series'] as Members), area: 'CN-46' } }),
      ['comparedTo/area'],
    ],
    [
      'a statement',
      statement({
        about: { series: { ...((claim().data as Members)['series'] as Members), area: 'CN-46' } },
      }),
      ['about/series/area'],
    ],
  ])('has no alias left: %s', (_name, raw, members) => {
    const result = checkEvent(raw);
    if (!result.ok) throw new Error(JSON.stringify(result.faults));
    expect(result.taken.map(({ pointer }) => pointer)).toEqual(members.map((member) => `/data/${member}`));
    expect(checkEvent({ ...raw, data: result.event.data })).toMatchObject({ ok: true, taken: [] });
    expect(JSON.stringify([result.event, recordKey(result.event)])).not.toMatch(/CN-\d/);
  });

  it('keeps its attributes, and its extension attributes as strings', () => {
    const raw = event(
      'silkgauge.sale.recorded.v1',
      {},
      { subject: 'a', traceparent: '00-1', attempt: 3, dry: false, gone: null },
    );
    expect(accepted(raw)).toMatchObject({
      subject: 'a',
      extensions: { traceparent: '00-1', attempt: '3', dry: 'false' },
    });
  });

  it.each([
    ['a level in its currency', level()],
    ['a level of things counted', inSeries(level({ unit: 'stores' }), { currency: '_Z' })],
    ['a negative level', level({ value: '-4.72' })],
    ['a fall to nothing', figure({ value: '-100' })],
    ['up by times', figure({ value: '4.5', unit: 'times', wording: 'up-by-times' })],
    ['down by times', figure({ value: '-0.5', unit: 'times', wording: 'up-by-times' })],
    ['ambiguous times', figure({ value: '4.5', unit: 'times', wording: 'ambiguous-times' })],
    ['a share', figure({ measure: 'share', value: '66', wording: 'percent' })],
    ['a contribution', points('contribution')],
    ['a growth gap', points('growth-gap')],
    ['a change of growth', points('growth-change')],
    ['a change of share', points('share-change')],
    ['a range', figure({ value: '40', valueHigh: '50', qualifier: 'range' })],
    ['no number of a level', level({ value: undefined, absence: 'confidential' })],
    ['no number of a growth', figure({ value: undefined, wording: undefined, absence: 'not-collected' })],
    ['a print that corrects another', figure({ corrects: { source: '/customs/zaez', id: 'O0009' } })],
    ['a break', level({ break: '9710 counted from here on' })],
    ['an unequal comparison', figure({ comparison: '2019' })],
    ['a multiplier', level({ multiplier: '1000000000' })],
    ['a publication in a month', figure({ publishedAt: '2020-07' })],
    ['a publication in a year', figure({ publishedAt: '2020' })],
    ['a publication at an instant', figure({ publishedAt: '2020-07-16T10:00:00+08:00' })],
    ['an unknown publication', figure({ publishedAt: '_U' })],
    ['a claim of double-digit growth', claim({ magnitude: { atLeast: '10', below: '100' } })],
    ['a claim of a fall of more than a half', claim({ direction: 'down', magnitude: { atLeast: '50' } })],
    ['a claim of hardly any change', claim({ direction: 'flat', magnitude: { below: '1' } })],
    ['a return', sale({ amount: '-24.90', quantity: '-2', corrects: { source: '/x', id: '1' } })],
    ['a sale to an unknown country', sale({ buyerCountry: '_U' })],
    ['a notice with a last day', notice({ effectiveTo: '2020-07-01' })],
    ['a notice with months as dates', notice({ announcedOn: '2015-03', effectiveFrom: '2015-03' })],
    ['a notice that extends another', notice({ notice: 'GACC-2020-92', extends: 'GACC-2020-75' })],
    ['a notice without limits', notice({ scope: { areas: [] } })],
  ])('may be %s', (_name, raw) => {
    expect(checkEvent(raw)).toMatchObject({ ok: true });
  });
});

describe('an invalid event', () => {
  it.each([
    ['an unknown currency', inSeries(figure(), { currency: 'RMB' }), '/data/series/currency currency-code'],
    [
      'the code for no currency',
      inSeries(figure(), { currency: 'XXX' }),
      '/data/series/currency currency-code',
    ],
    ['an unknown area', inSeries(figure(), { area: 'ZZ-1' }), '/data/series/area area-country'],
    [
      'an unknown counterpart',
      inSeries(figure(), { counterpart: 'UK' }),
      '/data/series/counterpart area-country',
    ],
    ['an unknown flow', inSeries(figure(), { flow: '_U' }), '/data/series/flow one-of'],
    ['a dot in a code', inSeries(figure(), { reporter: 'A.B' }), '/data/series/reporter code'],
    ['a month that does not exist', figure({ period: '2020-13' }), '/data/period period'],
    ['a week that does not exist', figure({ period: '2021-W53' }), '/data/period period'],
    ['a day that does not exist', figure({ period: '2020-02-30' }), '/data/period period'],
    [
      'a period that ends before it begins',
      figure({ period: '2020-05-01/2020-01-31' }),
      '/data/period period-order',
    ],
    ['a period of no length', figure({ period: '2020-01-01/P0D' }), '/data/period period-order'],
    ['a period of negative length', figure({ period: '2020-01-01/P-5M' }), '/data/period period-order'],
    ['an unknown comparison', figure({ comparison: 'YOY' }), '/data/comparison comparison'],
    [
      'a comparison with itself',
      figure({ comparison: '2020-01-01/P6M' }),
      '/data/comparison compared-with-itself',
    ],
    ['a level that compares', level({ comparison: 'GY' }), '/data/comparison level-compares-nothing'],
    ['a level with a wording', level({ wording: 'percent' }), '/data/wording level-compares-nothing'],
    ['a growth without comparison', figure({ comparison: undefined }), '/data/comparison comparison-missing'],
    ['a growth without wording', figure({ wording: undefined }), '/data/wording wording-missing'],
    ['a level in another currency', level({ unit: 'USD' }), '/data/unit unit-of-level'],
    ['a level in percent', level({ unit: 'percent' }), '/data/unit unit-of-level'],
    ['a count in a currency', inSeries(level(), { currency: '_Z' }), '/data/unit unit-of-level'],
    ['a count in times', inSeries(level({ unit: 'times' }), { currency: '_Z' }), '/data/unit unit-of-level'],
    ['a growth in points', figure({ unit: 'points', wording: 'points' }), '/data/unit unit-of-measure'],
    ['a growth in a currency', figure({ unit: 'CNY' }), '/data/unit unit-of-measure'],
    [
      'a share in points',
      figure({ measure: 'share', unit: 'points', wording: 'points' }),
      '/data/unit unit-of-measure',
    ],
    ['a contribution in percent', figure({ measure: 'contribution' }), '/data/unit unit-of-measure'],
    ['percent worded as times', figure({ wording: 'up-by-times' }), '/data/wording wording-of-unit'],
    ['times worded as percent', figure({ unit: 'times', value: '4.5' }), '/data/wording wording-of-unit'],
    [
      'points worded as percent',
      figure({ measure: 'growth-gap', unit: 'points' }),
      '/data/wording wording-of-unit',
    ],
    ['a fall below nothing', figure({ value: '-100.01' }), '/data/value growth-below-nothing'],
    [
      'a fall below nothing by its multiplier',
      figure({ value: '-1.5', multiplier: '100' }),
      '/data/value growth-below-nothing',
    ],
    [
      'a fall by more than once',
      figure({ value: '-1.5', unit: 'times', wording: 'up-by-times' }),
      '/data/value growth-below-nothing',
    ],
    [
      'times below nothing',
      figure({ value: '-2', unit: 'times', wording: 'to-times' }),
      '/data/value growth-below-nothing',
    ],
    [
      'a negative fold',
      figure({ value: '-2', unit: 'times', wording: 'fold' }),
      '/data/value growth-below-nothing',
    ],
    [
      'an ambiguous fall',
      figure({ value: '-0.5', unit: 'times', wording: 'ambiguous-times' }),
      '/data/value growth-below-nothing',
    ],
    ['neither a number nor its absence', figure({ value: undefined }), '/data/value required'],
    ['a number and its absence', figure({ absence: 'confidential' }), '/data/value absence-with-number'],
    [
      'a range without numbers',
      figure({ value: undefined, valueHigh: '50', qualifier: 'range', absence: 'confidential' }),
      '/data/valueHigh absence-with-number',
      '/data/qualifier absence-with-number',
    ],
    ['an unknown reason', figure({ value: undefined, absence: 'lost' }), '/data/absence one-of'],
    [
      'a print that corrects itself',
      figure({ corrects: { source: '/loader/example', id: 'O0010' } }),
      '/data/corrects names-itself',
    ],
    ['a correction of no event', figure({ corrects: { source: '/x' } }), '/data/corrects/id required'],
    [
      'a break of no period',
      figure({ period: '_U', break: 'counted anew' }),
      '/data/break break-without-period',
    ],
    ['an empty break', figure({ break: '' }), '/data/break text'],
    ['a multiplier of zero', level({ multiplier: '0.00' }), '/data/multiplier multiplier-positive'],
    ['a negative multiplier', level({ multiplier: '-1000' }), '/data/multiplier multiplier-positive'],
    ['a range with one end', figure({ qualifier: 'range' }), '/data/valueHigh range-ends'],
    ['two ends without a range', figure({ valueHigh: '120' }), '/data/valueHigh range-ends'],
    [
      'a range upside down',
      figure({ value: '50', valueHigh: '40', qualifier: 'range' }),
      '/data/valueHigh range-order',
    ],
    ['a publication on no day', figure({ publishedAt: '2021-02-30' }), '/data/publishedAt published-at'],
    ['a publication in no month', figure({ publishedAt: '2021-13' }), '/data/publishedAt published-at'],
    ['a publication in no year', figure({ publishedAt: '0000' }), '/data/publishedAt published-at'],
    [
      'a publication without offset',
      figure({ publishedAt: '2021-01-01T00:00:00' }),
      '/data/publishedAt published-at',
    ],
    [
      'a short digest',
      figure({ evidence: { document: 'https://x', quote: 'q', sha256: 'ab' } }),
      '/data/evidence/sha256 sha256',
    ],
    ['no document', figure({ evidence: { document: '', quote: 'q' } }), '/data/evidence/document address'],
    ['no evidence', figure({ evidence: undefined }), '/data/evidence required'],
    ['a flow of figures in a sale', sale({ flow: 'X' }), '/data/flow one-of'],
    ['a sale without currency', sale({ currency: '_Z' }), '/data/currency currency-code'],
    ['a sale on no day', sale({ orderedAt: '2020-02-30T00:00:00Z' }), '/data/orderedAt instant'],
    ['a sale without offset', sale({ orderedAt: '2020-02-20T00:00:00' }), '/data/orderedAt instant'],
    ['an amount as a number', sale({ amount: 24.9 }), '/data/amount decimal'],
    ['an amount with a comma', sale({ amount: '24,90' }), '/data/amount decimal'],
    ['an amount with an exponent', sale({ amount: '1e400' }), '/data/amount decimal'],
    ['an amount with a plus', sale({ amount: '+1' }), '/data/amount decimal'],
    [
      'a sale that corrects itself',
      sale({ corrects: { source: '/loader/example', id: 'O0010' } }),
      '/data/corrects names-itself',
    ],
    [
      'a notice that ends before it begins',
      notice({ effectiveTo: '2020-06-30' }),
      '/data/effectiveTo ends-before-it-begins',
    ],
    ['a notice of no day', notice({ announcedOn: '2020-06-31' }), '/data/announcedOn date'],
    [
      'a notice for an unknown area',
      notice({ scope: { areas: ['CN', 'UK'] } }),
      '/data/scope/areas/1 area-country',
    ],
    ['a notice without scope', notice({ scope: undefined }), '/data/scope required'],
    [
      'a claim compared to itself',
      claim({ comparedTo: (claim().data as Members).series }),
      '/data/comparedTo compared-with-itself',
    ],
    [
      'a claim compared to itself under other codes of its places',
      inSeries(
        claim({
          comparedTo: {
            ...(claim().data as { series: Members }).series,
            area: 'CN-46',
            counterpart: 'CN-ZJ',
          },
        }),
        { area: 'CN-HI', counterpart: 'CN-33' },
      ),
      '/data/comparedTo compared-with-itself',
    ],
    ['a magnitude without an end', claim({ magnitude: {} }), '/data/magnitude magnitude-empty'],
    [
      'a magnitude with a sign',
      claim({ direction: 'down', magnitude: { atLeast: '-10' } }),
      '/data/magnitude/atLeast magnitude-sign',
    ],
    [
      'a magnitude with its ends in the wrong order',
      claim({ magnitude: { atLeast: '100', below: '10' } }),
      '/data/magnitude/below magnitude-order',
    ],
    ['a magnitude of nothing', claim({ magnitude: { below: '0' } }), '/data/magnitude/below magnitude-order'],
    [
      'flat growth of at least something',
      claim({ direction: 'flat', magnitude: { atLeast: '1' } }),
      '/data/magnitude/atLeast magnitude-flat',
    ],
    ['a magnitude in words', claim({ magnitude: { atLeast: 'ten' } }), '/data/magnitude/atLeast decimal'],
    ['a notice that extends itself', notice({ extends: 'GACC-2020-75' }), '/data/extends extends-itself'],
    ['a notice that extends nothing', notice({ extends: '' }), '/data/extends notice-id'],
    ['a notice that extends a number', notice({ extends: 75 }), '/data/extends notice-id'],
    ['a notice that extends a long name', notice({ extends: 'N'.repeat(257) }), '/data/extends notice-id'],
    ['a claim of no direction', claim({ direction: 'sideways' }), '/data/direction one-of'],
    ['a statement about nothing', statement({ about: {} }), '/data/about about-one-thing'],
    [
      'a statement about two things',
      statement({ about: { notice: 'N', series: (claim().data as Members).series } }),
      '/data/about about-one-thing',
    ],
    [
      'a withdrawal of itself',
      event('silkgauge.figure.withdrawn.v1', { ref: { source: '/loader/example', id: 'O0010' } }),
      '/data/ref names-itself',
    ],
    [
      'a withdrawal of a statement that names itself',
      event('silkgauge.statement.withdrawn.v1', { ref: { source: '/loader/example', id: 'O0010' } }),
      '/data/ref names-itself',
    ],
    ['a reporter of no kind', reporter({ kind: 'newspaper' }), '/data/kind one-of'],
    ['a reporter with one name', reporter({ name: { en: 'Hainan' } }), '/data/name/zh required'],
    ['a reporter with an address of two words', reporter({ url: 'see below' }), '/data/url address'],
    ['null for a member that may be absent', figure({ qualifier: null }), '/data/qualifier one-of'],
  ])('is refused with all its faults: %s', (_name, raw, ...faults) => {
    const result = checkEvent(JSON.parse(JSON.stringify(raw)));
    expect(faultNames(result)).toEqual(faults);
    expect(result).toMatchObject({ ok: false, status: 422 });
  });

  it.each([
    ['2020-H1', '2020-S1'],
    ['2020-H2', '2020-S2'],
    ['1H2020', '2020-S1'],
    ['2020Q3', '2020-Q3'],
    ['202006', '2020-06'],
  ])('learns of a period in another form, %s, that ours is %s', (period, ours) => {
    expect(checkEvent(figure({ period }))).toMatchObject({
      faults: [{ pointer: '/data/period', rule: 'period', fix: `Write ${ours}.` }],
    });
  });

  it.each([
    ['2021-W53', 'Write a week of ISO 8601 from 2021-W01 to 2021-W52.'],
    ['2020-W54', 'Write a week of ISO 8601 from 2020-W01 to 2020-W53.'],
  ])('learns which weeks the year of %s has', (period, fix) => {
    expect(checkEvent(figure({ period }))).toMatchObject({ faults: [{ rule: 'period', fix }] });
  });

  it('gets all faults at once, each with a fix', () => {
    const raw = inSeries(
      figure({
        period: '2020-13',
        measure: 'grwth',
        value: 119.43,
        multiplier: '0',
        comparison: 'YOY',
        publishedAt: '2020-07-32',
        evidence: { document: 'https://x' },
      }),
      { area: 'UK-SCT', curency: 'RMB', currency: undefined },
    );
    const result = checkEvent(JSON.parse(JSON.stringify(raw)));
    expect(new Set(faultNames(result))).toEqual(
      new Set([
        '/data/period period',
        '/data/measure one-of',
        '/data/value decimal',
        '/data/multiplier multiplier-positive',
        '/data/comparison comparison',
        '/data/publishedAt published-at',
        '/data/evidence/quote required',
        '/data/series/area area-country',
        '/data/series/currency required',
      ]),
    );
    if (result.ok) return;
    const fixes = Object.fromEntries(result.faults.map(({ pointer, fix }) => [pointer, fix]));
    expect(fixes['/data/measure']).toBe('Write "growth".');
    expect(fixes['/data/series/area']).toBe('Write "GB-SCT".');
    expect(fixes['/data/series/currency']).toBe('Rename "curency" to "currency".');
    for (const { message, fix } of result.faults) {
      expect(message).toMatch(/\.$/);
      expect(fix).toMatch(/\.$/);
    }
  });

  it.each([
    ['currency', 'rmb', 'Write "CNY".'],
    ['area', 'cn', 'Write "CN".'],
    ['flow', 'x', 'Write "X".'],
  ])('gets the likely %s for %s', (name, found, fix) => {
    expect(checkEvent(inSeries(figure(), { [name]: found }))).toMatchObject({ faults: [{ fix }] });
  });

  it('gets the misspelt name of an optional member that is required here', () => {
    const { comparison, ...data } = figure().data as Members;
    const result = checkEvent({ ...figure(), data: { ...data, comparision: comparison } });
    expect(result).toMatchObject({
      faults: [{ rule: 'comparison-missing', fix: 'Rename "comparision" to "comparison".' }],
    });
  });
});

describe('an object that is not a CloudEvent', () => {
  const without = (name: string) =>
    Object.fromEntries(Object.entries(sale()).filter(([other]) => other !== name));

  it.each(['specversion', 'id', 'source', 'type'])('lacks the attribute %s, or has null for it', (name) => {
    for (const raw of [without(name), { ...sale(), [name]: null }]) {
      expect(checkEvent(raw)).toMatchObject({
        status: 400,
        faults: [{ pointer: `/${name}`, rule: 'attribute-required' }],
      });
    }
  });

  it.each([
    ['specversion', '0.3', 'specversion'],
    ['specversion', 1, 'specversion'],
    ['id', '', 'attribute-text'],
    ['id', 5, 'attribute-text'],
    ['id', 'x'.repeat(401), 'attribute-text'],
    ['id', 'a\u0007', 'attribute-characters'],
    ['id', 'a\0', 'attribute-characters'],
    ['id', '\ud800', 'attribute-characters'],
    ['source', 'a b', 'uri-reference'],
    ['source', '数据', 'uri-reference'],
    ['source', '/%zz', 'uri-reference'],
    ['source', {}, 'attribute-text'],
    ['type', ['a'], 'attribute-text'],
    ['time', 'yesterday', 'instant'],
    ['time', '2020-02-30T00:00:00Z', 'instant'],
    ['subject', '', 'attribute-text'],
    ['dataContentType', 'application/json', 'attribute-name'],
    ['nested', { a: 1 }, 'attribute-value'],
    ['half', 0.5, 'attribute-value'],
    ['__proto__', 'x', 'attribute-name'],
  ])('has %s %j', (name, value, rule) => {
    const raw = Object.defineProperty({ ...sale() }, name, { value, enumerable: true });
    expect(checkEvent(raw)).toMatchObject({ status: 400, faults: [{ pointer: `/${name}`, rule }] });
  });

  it.each([null, undefined, 1, 'text', true, [], [sale()]])('is %j', (raw) => {
    expect(checkEvent(raw)).toMatchObject({ status: 400, faults: [{ pointer: '', rule: 'event-object' }] });
  });

  it('gets the faults of its data too', () => {
    expect(faultNames(checkEvent({ ...sale({ amount: 1 }), id: '' }))).toEqual([
      '/id attribute-text',
      '/data/amount decimal',
    ]);
  });
});

describe('an unsupported CloudEvent', () => {
  it.each([
    ['of another type', { type: 'silkgauge.sale.record.v1' }, '/type event-type'],
    ['of a type like a member of every object', { type: 'constructor' }, '/type event-type'],
    ['with other data', { datacontenttype: 'text/plain' }, '/datacontenttype data-content-type'],
    ['without data', { data: undefined }, '/data required'],
    ['with null data', { data: null }, '/data required'],
    ['with data in Base64', { data: undefined, data_base64: 'e30=' }, '/data_base64 data-base64'],
    ['with a list for data', { data: [] }, '/data object'],
    ['with text for data', { data: 'x' }, '/data object'],
  ])('is one %s', (_name, attributes, fault) => {
    const result = checkEvent({ ...sale(), ...attributes });
    expect(faultNames(result)).toEqual([fault]);
    expect(result).toMatchObject({ status: 422 });
  });

  it('gets the likely type', () => {
    expect(checkEvent({ ...sale(), type: 'silkgauge.sale.record.v1' })).toMatchObject({
      faults: [{ fix: 'Write "silkgauge.sale.recorded.v1".' }],
    });
  });

  it.each(['application/json; charset=utf-8', 'application/vnd.silkgauge+json', 'Application/JSON'])(
    'is not one with the content type %s',
    (datacontenttype) => {
      expect(checkEvent({ ...sale(), datacontenttype })).toMatchObject({ ok: true });
    },
  );
});
