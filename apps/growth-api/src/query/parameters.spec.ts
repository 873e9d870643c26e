import { CODE_GRAPHS } from '@silkgauge/known';
import fc from 'fast-check';
import {
  DIMENSIONS,
  GROWTH_QUERY_PARAMETERS,
  growthApiOpenApi,
  type GrowthCall,
  listOf,
  liesIn,
} from '@silkgauge/contract';
import {
  readAlertFeedQuery,
  readAlertHistoryQuery,
  readAlertsQuery,
  readRulesQuery,
} from './alert-queries.ts';
import { readCalendarQuery, readReleaseHistoryQuery, readReleasesQuery } from './release-queries.ts';
import {
  readBulletinHistoryQuery,
  readBulletinQuery,
  readBulletinsQuery,
  readPageQuery,
} from './bulletin-queries.ts';
import { cursorOf, writeCursor } from './cursor.ts';
import { readParameters, type Parsed } from './parameters.ts';
import { readPrintedQuery } from './printed-queries.ts';
import { readFeedQuery } from './feed-query.ts';
import { readGrowthQuery, readWholeSeriesQuery } from './list-query.ts';
import { readChangesQuery, readStreamQuery } from './log-queries.ts';
import {
  readDigitsQuery,
  readHistoryQuery,
  readNoQuery,
  readOneQuery,
  readOutcomesQuery,
  readSeriesQuery,
  readExplainQuery,
  readRevisionsQuery,
  readVintagesQuery,
} from './queries.ts';
import { badRequest } from './query-pipe.ts';
import { limit, sequence, text } from './readers.ts';
import {
  readClaimsQuery,
  readCodesQuery,
  readJobsQuery,
  readNoticesQuery,
  readReportersQuery,
  readStatementsQuery,
} from './register-queries.ts';
import { readRehearsalQuery } from './rehearsal-query.ts';
import { readAvailabilityQuery, readCubeQuery, readLinesQuery, readTableQuery } from './table-queries.ts';
import { readTransformationsQuery } from '../transformations/transformations-query.ts';

const SERIES = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';

const calls: Record<GrowthCall, (raw: Record<string, unknown>) => Parsed<unknown>> = {
  growth: readGrowthQuery,
  lines: readLinesQuery,
  wholeSeries: (raw) => readWholeSeriesQuery(SERIES, raw),
  table: readTableQuery,
  tableMetadata: readTableQuery,
  parquet: readTableQuery,
  jsonStat: readCubeQuery,
  revisionsFeed: readFeedQuery,
  availability: readAvailabilityQuery,
  state: readOneQuery,
  history: readHistoryQuery,
  vintages: readVintagesQuery,
  revisions: readRevisionsQuery,
  digits: readDigitsQuery,
  headline: readBulletinQuery,
  explain: readExplainQuery,
  transformations: readTransformationsQuery,
  series: readSeriesQuery,
  notices: readNoticesQuery,
  claims: readClaimsQuery,
  statements: readStatementsQuery,
  reporters: readReportersQuery,
  registers: readNoQuery,
  codes: readCodesQuery(['city']),
  selections: readNoQuery,
  alerts: readAlertsQuery,
  alertsFeed: readAlertFeedQuery,
  alertHistory: readAlertHistoryQuery,
  releases: readReleasesQuery,
  release: readNoQuery,
  releaseHistory: readReleaseHistoryQuery,
  releasesCalendar: readCalendarQuery,
  rules: readRulesQuery,
  printed: readPrintedQuery,
  printedSentence: readNoQuery,
  registrations: readNoQuery,
  bulletins: readBulletinsQuery,
  bulletinsFeed: readPageQuery,
  bulletinHistory: readBulletinHistoryQuery,
  bulletin: readBulletinQuery,
  bulletinMarkdown: readBulletinQuery,
  bulletinText: readBulletinQuery,
  bulletinPlan: readNoQuery,
  drafts: readNoQuery,
  rehearsals: readRehearsalQuery,
  selection: readNoQuery,
  subscriptions: readNoQuery,
  changes: readChangesQuery,
  stream: readStreamQuery,
  jobs: readJobsQuery,
  job: readNoQuery,
  outcomes: readOutcomesQuery,
  positions: readNoQuery,
  index: readNoQuery,
};

interface Described {
  readonly name: string;
  readonly description: string;
  readonly schema: { readonly pattern?: string };
}

function parametersOf(call: GrowthCall): readonly Described[] {
  const paths = growthApiOpenApi()['paths'] as Record<
    string,
    { get?: { operationId: string; parameters: Described[] } }
  >;
  return Object.values(paths).find(({ get }) => get?.operationId === call)?.get?.parameters ?? [];
}

/** Calls with a filter by a dimension. */
const OF_SERIES = (Object.keys(calls) as GrowthCall[]).filter((call) =>
  GROWTH_QUERY_PARAMETERS[call].some((name) => (DIMENSIONS as readonly string[]).includes(name)),
);

describe('query parameters', () => {
  it.each(Object.keys(calls) as GrowthCall[])('of %s are the described ones', (call) => {
    const parsed = calls[call]({ 'no-such-name': '1' });
    const fix = 'faults' in parsed ? (parsed.faults[0]?.fix ?? '') : '';
    const known = /Known: (.*)$/.exec(fix)?.[1]?.split(', ') ?? [];
    expect(known.sort()).toEqual([...GROWTH_QUERY_PARAMETERS[call]].sort());
  });

  it.each(OF_SERIES)('of %s take a prefix where one is described, and nowhere else', (call) => {
    const dimensions: readonly string[] = DIMENSIONS;
    const described = parametersOf(call).filter(({ name }) => dimensions.includes(name));
    expect(described.length).toBeGreaterThan(0);
    for (const { name, schema, description } of described) {
      const isTaken = 'value' in calls[call]({ [name]: 'CN-*' });
      expect([name, schema.pattern && new RegExp(schema.pattern).test('CN-*')]).toEqual([name, isTaken]);
      expect([name, description.includes('CN-* stands for')]).toEqual([name, isTaken]);
    }
  });

  it.each([
    ['reproter', 'reporter'],
    ['AREA', 'area'],
    ['counter-part', 'counterpart'],
    ['as_of', 'asOf'],
    ['curser', 'cursor'],
    ['currancy', 'currency'],
    ['periods', 'period'],
    ['form', 'from'],
  ])('unknown %s names %s', (unknown, known) => {
    expect(readGrowthQuery({ [unknown]: 'x' })).toMatchObject({
      faults: [
        {
          parameter: unknown,
          rule: 'unknown-parameter',
          fix: expect.stringContaining(`did you mean ${known}?`) as string,
        },
      ],
    });
  });

  it.each([
    ['page', 'did you mean cursor?'],
    ['offset', 'did you mean cursor?'],
    ['per_page', 'did you mean limit?'],
    ['country', 'did you mean area?'],
    ['key', '/v1/growth/{series key}/{period}'],
    ['series', '/v1/growth/{series key}/{period}'],
  ])('of other APIs, %s, get a hint at the parameter here', (unknown, hint) => {
    expect(readGrowthQuery({ [unknown]: 'x' })).toMatchObject({
      faults: [{ rule: 'unknown-parameter', fix: expect.stringContaining(hint) as string }],
    });
  });

  it.each(['page', 'offset'])('get a hint at the place of the change log, and at lists, for %s', (name) => {
    const fixOf = (parsed: unknown) => (parsed as { faults: { fix: string }[] }).faults[0]?.fix;
    expect(fixOf(readChangesQuery({ [name]: '2' }))).toContain(
      'did you mean after? the answer goes on behind that sequence.',
    );
    expect(fixOf(readTableQuery({ [name]: '2' }))).toContain(
      'no pages; lists, such as /v1/growth, have a cursor.',
    );
    expect(fixOf(readReleasesQuery({ [name]: '2' }))).toContain('did you mean cursor?');
  });

  it('get a hint at the CSV table if the call has one', () => {
    expect(readGrowthQuery({ format: 'CSV' })).toMatchObject({
      faults: [{ fix: expect.stringContaining('/v1/growth.csv') as string }],
    });
    expect(JSON.stringify(readGrowthQuery({ format: 'json' }))).not.toContain('growth.csv');
  });

  it.each(['cols', 'page_token', 'format', 'q', 'x'.repeat(8)])(
    'unlike every known name, %s, get no suggestion',
    (unknown) => {
      expect(JSON.stringify(readGrowthQuery({ [unknown]: 'x' }))).not.toContain('did you mean');
      expect(JSON.stringify(readNoQuery({ page: '1' }))).toContain('no parameters are taken here');
    },
  );

  it('choose columns of the table and their order, and name the nearest of an unknown one', () => {
    const read = readTableQuery({ columns: 'value,periodStart,areaName', lang: 'zh' });
    expect(read).toMatchObject({
      value: { columns: [{ name: 'value' }, { name: 'periodStart' }, { name: 'areaName' }], language: 'zh' },
    });
    const faultOf = (raw: Record<string, string>) => readTableQuery(raw) as { faults: readonly object[] };
    expect(faultOf({ columns: 'value,period_strat' }).faults).toEqual([
      {
        parameter: 'columns',
        rule: 'column',
        message: 'the table has no column "period_strat"',
        fix: expect.stringContaining('did you mean periodStart? Known: key, ') as string,
      },
    ]);
    expect(faultOf({ columns: 'value,key,value' }).faults).toMatchObject([
      { message: expect.stringContaining('value is named') as string },
    ]);
    expect(faultOf({ lang: 'fr' }).faults).toMatchObject([{ parameter: 'lang', rule: 'one-of' }]);
    expect(faultOf({ fields: 'value' }).faults).toMatchObject([
      { fix: expect.stringContaining('did you mean columns?') as string },
    ]);
  });

  it.each([
    ['2020-H1', '2020-S1'],
    ['2020H2', '2020-S2'],
    ['2020-H2', '2020-S2'],
    ['1H2020', '2020-S1'],
    ['2H 2020', '2020-S2'],
    ['3Q2020', '2020-Q3'],
    ['2020S1', '2020-S1'],
    ['H1 2020', '2020-S1'],
    ['2020Q3', '2020-Q3'],
    ['2020-q3', '2020-Q3'],
    ['Q4-2020', '2020-Q4'],
    ['2020M06', '2020-06'],
    ['2020/06', '2020-06'],
    ['2020-6', '2020-06'],
    ['202006', '2020-06'],
    ['2020-A1', '2020'],
    ['2020W10', '2020-W10'],
    ['2020-w1', '2020-W01'],
  ])('with a period in another form, %s, get a hint at our form', (written, ours) => {
    const refused = { faults: [{ rule: 'period', fix: `did you mean ${ours}?` }] };
    expect(readGrowthQuery({ period: written })).toMatchObject(refused);
    expect(readGrowthQuery({ period: ours })).toHaveProperty('value');
  });

  it('have one full stop at the end of a fix', () => {
    for (const query of [
      { period: '2020-H1' },
      { page: '1' },
      { fields: 'x' },
      { domain: 'custms' },
      { area: 'UK' },
    ]) {
      const parsed = readGrowthQuery(query);
      if (!('faults' in parsed)) throw new Error('taken');
      expect(badRequest(parsed.faults).problem.detail).toMatch(/[^.?][.?]$/);
    }
  });

  it.each(['limit', 'cursor'])('of calls without pages refuse %s with a reason', (name) => {
    expect(readTableQuery({ [name]: '1' })).toMatchObject({ faults: [{ rule: 'not-of-table' }] });
    expect(readAvailabilityQuery({ [name]: '1' })).toMatchObject({
      faults: [{ rule: 'not-of-availability' }],
    });
  });

  it('never suggest a refused parameter', () => {
    expect(readTableQuery({ limitt: '1' })).not.toMatchObject({
      faults: [{ fix: expect.stringContaining('limit') as string }],
    });
    expect(readStreamQuery({ publishedBi: 'x' })).not.toMatchObject({
      faults: [{ fix: expect.stringContaining('publishedBy') as string }],
    });
  });

  it.each([
    ['2022', '2022-12-31T23:59:59.999Z'],
    ['2020-02', '2020-02-29T23:59:59.999Z'],
    ['2022-01-14', '2022-01-14T23:59:59.999Z'],
    ['2022-01-14T09:00:00+08:00', '2022-01-14T01:00:00.000Z'],
    ['2022-01-14T09:00:00 08:00', '2022-01-14T01:00:00.000Z'],
  ])('publishedBy %s counts as its end', (given, until) => {
    expect(readExplainQuery({ publishedBy: given })).toEqual({
      value: { asOf: null, publishedBy: until, after: null },
    });
  });

  it.each(['_U', '0000', '2022-13', '2022-02-30', '2022-Q1', '2022-01-01/P5M', '20220114', '12'])(
    'publishedBy %s is refused',
    (given) => {
      expect(readExplainQuery({ publishedBy: given })).toMatchObject({ faults: [{ rule: 'published-by' }] });
    },
  );

  it('never combine the two clocks', () => {
    const both = { asOf: '1', publishedBy: '2022' };
    expect(readGrowthQuery(both)).toMatchObject({ faults: [{ rule: 'two-clocks' }] });
    expect(readExplainQuery(both)).toMatchObject({ faults: [{ rule: 'two-clocks' }] });
    expect(readTableQuery(both)).toMatchObject({ faults: [{ rule: 'two-clocks' }] });
  });

  it('treat names of object members as unknown', () => {
    const raw = Object.fromEntries(['__proto__', 'constructor', 'toString'].map((name) => [name, 'x']));
    Object.defineProperty(raw, '__proto__', { value: 'x', enumerable: true });
    expect(readParameters(raw, { text })).toMatchObject({
      faults: [{ rule: 'unknown-parameter' }, { rule: 'unknown-parameter' }, { rule: 'unknown-parameter' }],
    });
  });

  it('normalise periods to their codes, and bounds to first and last day', () => {
    expect(
      readGrowthQuery({
        period: '2020-01-01/P6M,2020-01-01/P1Y',
        from: '2020-Q2',
        to: '2020-02',
        flow: 'X,M',
      }),
    ).toEqual({
      value: {
        filter: {
          flow: ['X', 'M'],
          period: ['2020-S1', '2020'],
          from: '2020-04-01',
          to: '2020-02-29',
        },
        asOf: null,
        publishedBy: null,
        release: null,
        fields: null,
        after: null,
        until: null,
        notices: null,
        sort: { by: 'key', descending: false },
        kind: 'growth',
        limit: 100,
      },
    });
  });

  it('take prefixes of open dimensions, and no other stars', () => {
    expect(readGrowthQuery({ area: 'CN-*,GB', product: 'HS84*', reporter: 'G*' })).toMatchObject({
      value: { filter: { area: ['CN-*', 'GB'], product: ['HS84*'], reporter: ['G*'] } },
    });
    for (const [name, given] of [
      ['flow', 'X*'],
      ['currency', 'C*'],
      ['area', '*'],
      ['area', 'C*N'],
      ['area', 'CN-**'],
      ['reporter', `${'X'.repeat(65)}*`],
    ] as const)
      expect(readGrowthQuery({ [name]: given })).toMatchObject({
        faults: [{ parameter: name, rule: 'prefix' }],
      });
    expect(readGrowthQuery({ area: 'QQ-*' })).toMatchObject({ faults: [{ rule: 'code' }] });
    expect(readClaimsQuery({ area: 'CN-*' })).toMatchObject({
      value: { filter: { dimensions: { area: ['CN-*'] } } },
    });
    expect(readNoticesQuery({ area: 'CN-*' })).toMatchObject({ faults: [{ rule: 'code' }] });
  });

  it('take the areas within a place by the graph of codes', () => {
    const parsed = readGrowthQuery({ within: 'CN-HA,GB' });
    if ('faults' in parsed) throw new Error('refused');
    const { within } = parsed.value.filter;
    expect(within).toEqual(['CN-HA', 'GB']);
    const areas = ['CN-HA', 'CN-41', 'CN-Z-ZAEZ', 'CN-C-4117', 'GB', 'GB-SCT', 'CN', 'CN-HE', 'CN-D46'];
    expect(areas.filter((area) => liesIn(within ?? [], area, CODE_GRAPHS.areas))).toEqual(areas.slice(0, 6));
    expect(readGrowthQuery({ within: 'Henan' })).toMatchObject({ faults: [{ parameter: 'within' }] });
  });

  it.each([
    ['verdict', 'agree', 'did you mean agrees?'],
    ['flag', 'smallbase', 'did you mean small-base?'],
    ['sort', 'period', 'period:asc'],
  ])('of words, %s=%s, name the words there are', (name, given, hint) => {
    const parsed = readGrowthQuery({ [name]: given });
    const fault = 'faults' in parsed ? parsed.faults[0] : undefined;
    expect(fault).toMatchObject({ parameter: name, rule: 'one-of' });
    expect(`${fault?.message ?? ''} ${fault?.fix ?? ''}`).toContain(hint);
  });

  it('never combine an order by append time with states that are worked out', () => {
    for (const sort of ['knownAt:asc', 'knownAt:desc'])
      expect(readGrowthQuery({ sort, publishedBy: '2022' })).toMatchObject({
        faults: [{ parameter: 'sort', rule: 'no-known-at' }],
      });
    expect(readGrowthQuery({ sort: 'period:desc', publishedBy: '2022' })).toHaveProperty('value');
    expect(readGrowthQuery({ sort: 'knownAt:desc', asOf: '12' })).toHaveProperty('value');
  });

  it('take a release by name or number, beside publishedBy and not beside asOf', () => {
    for (const [given, release] of [
      ['first', 1],
      ['2', 2],
      ['latest', 'latest'],
    ] as const)
      expect(readGrowthQuery({ release: given, publishedBy: '2022' })).toMatchObject({ value: { release } });
    for (const given of ['0', '-1', '1.5', 'last', '10000'])
      expect(readGrowthQuery({ release: given })).toMatchObject({ faults: [{ rule: 'release' }] });
    for (const read of [readGrowthQuery, readTableQuery])
      expect(read({ release: 'first', asOf: '1' })).toMatchObject({
        faults: [{ parameter: 'release', rule: 'two-clocks' }],
      });
    expect(readGrowthQuery({ release: 'first', sort: 'knownAt:asc' })).toMatchObject({
      faults: [{ parameter: 'sort', rule: 'no-known-at' }],
    });
    expect(readStreamQuery({ release: 'first' })).toMatchObject({ faults: [{ rule: 'not-on-stream' }] });
  });

  it('refuse a cursor of another order', () => {
    const cursor = writeCursor('growth period', [SERIES, '2020']);
    expect(readGrowthQuery({ cursor, sort: 'period:asc' })).toHaveProperty('value');
    for (const sort of ['key:asc', 'period:desc', 'knownAt:asc'])
      expect(readGrowthQuery({ cursor, sort })).toMatchObject({ faults: [{ rule: 'cursor' }] });
    const known = ['2024-01-01T00:00:00.000Z', '12'];
    const pinned = (place: string[]) => ({
      sort: 'knownAt:asc',
      cursor: writeCursor('growth knownAt', [SERIES, '2020', ...place]),
    });
    expect(readGrowthQuery(pinned(known))).toMatchObject({ value: { until: '12' } });
    for (const place of [['yesterday', '12'], [known[0] ?? '', 'x'], known.slice(0, 1)])
      expect(readGrowthQuery(pinned(place))).toMatchObject({ faults: [{ rule: 'cursor' }] });
  });

  it('of changes take latest alone', () => {
    for (const other of [{ after: '1' }, { limit: '5' }, { area: 'CN' }, { since: '2024-01-01T00:00:00Z' }])
      expect(readChangesQuery({ latest: '2', ...other })).toMatchObject({
        faults: [{ parameter: 'latest', rule: 'misplaced' }],
      });
    expect(readChangesQuery({ since: '2024-01-01' })).toMatchObject({
      faults: [{ parameter: 'since', rule: 'instant' }],
    });
  });

  it('refuse what states say where only series and periods are known', () => {
    for (const name of ['verdict', 'flag', 'selection'])
      expect(readAvailabilityQuery({ [name]: 'agrees' })).toMatchObject({
        faults: [{ parameter: name, rule: 'not-of-availability' }],
      });
  });

  it('shorten given text before a message repeats it', () => {
    const parsed = readParameters({ ['x'.repeat(10_000)]: '1', ok: 'y'.repeat(10_000) }, { ok: limit });
    expect(JSON.stringify(parsed).length).toBeLessThan(1_000);
  });
});

describe('a sequence', () => {
  it('is a number within the range of the log, without leading zeros', () => {
    expect(sequence('0042')).toEqual({ value: '42' });
    expect(sequence('9223372036854775807')).toEqual({ value: '9223372036854775807' });
    for (const wrong of ['9223372036854775808', '-1', '+1', '1.0', '1e3', ' 1', '0x1', '٣']) {
      expect(sequence(wrong)).toMatchObject({ refused: { rule: 'sequence' } });
    }
  });
});

describe('a list', () => {
  it('is bounded', () => {
    expect(listOf(text)(Array(1_001).fill('a').join(','))).toMatchObject({
      refused: { rule: 'too-many-values' },
    });
  });
});

describe('a cursor', () => {
  const kinds = fc.constantFrom('growth', 'series', ...DIMENSIONS);
  const parts = fc.array(
    fc.string({ unit: 'binary' }).filter((part) => !part.includes('\0')),
    { minLength: 1, maxLength: 3 },
  );

  it('is decoded as written, for its own list only', () => {
    fc.assert(
      fc.property(kinds, kinds, parts, (kind, other, position) => {
        const cursor = writeCursor(kind, position);
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(cursorOf(kind, position.length, () => true)(cursor)).toEqual({
          value: position.map((part) => part.toWellFormed()),
        });
        expect(cursorOf(kind, position.length + 1, () => true)(cursor)).toHaveProperty('refused');
        expect(cursorOf(kind, position.length, () => false)(cursor)).toHaveProperty('refused');
        if (other !== kind)
          expect(cursorOf(other, position.length, () => true)(cursor)).toHaveProperty('refused');
      }),
    );
  });

  it('is refused without an exception for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.anything().map((value) => Buffer.from(JSON.stringify(value) ?? '').toString('base64url')),
        ),
        (given) => {
          expect(cursorOf('none', 1, () => true)(given)).toHaveProperty('refused');
        },
      ),
    );
  });
});
