import fc from 'fast-check';
import { DIMENSIONS, GROWTH_QUERY_PARAMETERS, type GrowthCall } from '@silkgauge/contract';
import { cursorOf, writeCursor } from './cursor.ts';
import { readParameters, type Parsed } from './parameters.ts';
import {
  readChangesQuery,
  readGrowthQuery,
  readDigitsQuery,
  readHistoryQuery,
  readNoQuery,
  readOutcomesQuery,
  readSeriesQuery,
  readStateQuery,
  readRevisionsQuery,
  readStreamQuery,
  readVintagesQuery,
} from './queries.ts';
import { badRequest } from './query-pipe.ts';
import { limit, listOf, sequence, text } from './readers.ts';
import {
  readClaimsQuery,
  readCodesQuery,
  readNoticesQuery,
  readReportersQuery,
  readStatementsQuery,
} from './register-queries.ts';
import { readAvailabilityQuery, readTableQuery, readWholeQuery } from './table-queries.ts';
import { readTransformationsQuery } from '../transformations/transformations-query.ts';

const calls: Record<GrowthCall, (raw: Record<string, unknown>) => Parsed<unknown>> = {
  growth: readGrowthQuery,
  lines: readWholeQuery,
  table: readTableQuery,
  tableMetadata: readTableQuery,
  availability: readAvailabilityQuery,
  state: readStateQuery,
  history: readHistoryQuery,
  vintages: readVintagesQuery,
  revisions: readRevisionsQuery,
  digits: readDigitsQuery,
  explain: readStateQuery,
  transformations: readTransformationsQuery,
  series: readSeriesQuery,
  notices: readNoticesQuery,
  claims: readClaimsQuery,
  statements: readStatementsQuery,
  reporters: readReportersQuery,
  codes: readCodesQuery(['city']),
  changes: readChangesQuery,
  stream: readStreamQuery,
  outcomes: readOutcomesQuery,
  positions: readNoQuery,
  index: readNoQuery,
};

describe('query parameters', () => {
  it.each(Object.keys(calls) as GrowthCall[])('of %s are the described ones', (call) => {
    const parsed = calls[call]({ 'no-such-name': '1' });
    const fix = 'faults' in parsed ? (parsed.faults[0]?.fix ?? '') : '';
    const known = /Known: (.*)$/.exec(fix)?.[1]?.split(', ') ?? [];
    expect(known.sort()).toEqual([...GROWTH_QUERY_PARAMETERS[call]].sort());
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

  it('get a hint at the CSV table if the call has one', () => {
    expect(readGrowthQuery({ format: 'CSV' })).toMatchObject({
      faults: [{ fix: expect.stringContaining('/v1/growth.csv') as string }],
    });
    expect(JSON.stringify(readGrowthQuery({ format: 'json' }))).not.toContain('growth.csv');
  });

  it.each(['fields', 'page_token', 'sort', 'format', 'q', 'x'.repeat(8)])(
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
    expect(readStateQuery({ publishedBy: given })).toEqual({ value: { asOf: null, publishedBy: until } });
  });

  it.each(['_U', '0000', '2022-13', '2022-02-30', '2022-Q1', '2022-01-01/P5M', '20220114', '12'])(
    'publishedBy %s is refused',
    (given) => {
      expect(readStateQuery({ publishedBy: given })).toMatchObject({ faults: [{ rule: 'published-by' }] });
    },
  );

  it('never combine the two clocks', () => {
    const both = { asOf: '1', publishedBy: '2022' };
    expect(readGrowthQuery(both)).toMatchObject({ faults: [{ rule: 'two-clocks' }] });
    expect(readStateQuery(both)).toMatchObject({ faults: [{ rule: 'two-clocks' }] });
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
          dimensions: { flow: ['X', 'M'] },
          periods: ['2020-S1', '2020'],
          from: '2020-04-01',
          to: '2020-02-29',
        },
        asOf: null,
        publishedBy: null,
        after: null,
        notices: null,
        limit: 100,
      },
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
