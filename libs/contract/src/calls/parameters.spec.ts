import fc from 'fast-check';
import { growthApiOpenApi } from '../descriptions/growth-openapi.ts';
import { listOf } from '../filter/value-readers.ts';
import { DIMENSIONS } from '../series-key.ts';
import { type Call } from './call.ts';
import { cursorOf, writeCursor } from './cursor.ts';
import { readInput } from './read-input.ts';
import { readParameters, type Raw } from './read-parameters.ts';
import { pageSize, sequence, text } from './readers.ts';
import { CALLS, type CallName } from './table.ts';

const SERIES = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';

/** Parts of every path. */
const PATH = {
  series: SERIES,
  period: '2020',
  dimension: 'area',
  id: 'a',
  bulletin: 'a',
  release: 'a',
  printed: 'a',
};

const NAMES = Object.keys(CALLS) as CallName[];
const read = (name: CallName, raw: Raw) => readInput(CALLS[name] as unknown as Call, PATH, raw);
/** The input of a list of states. @throws Error where it is refused */
function growthOf(raw: Raw) {
  const reading = readInput(CALLS.growth, PATH, raw);
  if (!('value' in reading)) throw new Error('refused');
  return reading.value;
}

interface Described {
  readonly name: string;
  readonly in: string;
  readonly description: string;
  readonly schema: { readonly pattern?: string };
}

const PATHS = growthApiOpenApi()['paths'] as Record<
  string,
  Record<string, { operationId: string; parameters?: Described[] }>
>;
const OPERATIONS = Object.values(PATHS).flatMap((methods) => Object.values(methods));

const describedOf = (call: CallName): readonly Described[] =>
  OPERATIONS.find(({ operationId }) => operationId === call)?.parameters ?? [];

/** Calls with a filter by a dimension. */
const OF_SERIES = NAMES.filter((call) =>
  Object.keys(CALLS[call].parameters).some((name) => (DIMENSIONS as readonly string[]).includes(name)),
);

describe('query parameters', () => {
  it.each(NAMES)('of %s are the described ones', (call) => {
    const parsed = read(call, { 'no-such-name': '1' });
    const fix = 'faults' in parsed ? (parsed.faults[0]?.fix ?? '') : '';
    const known = /Known: (.*)$/.exec(fix)?.[1]?.split(', ') ?? [];
    expect(known.sort()).toEqual(
      describedOf(call)
        .flatMap(({ name, in: place }) => (place === 'query' ? [name] : []))
        .sort(),
    );
  });

  it.each(OF_SERIES)('of %s take a prefix where one is described, and nowhere else', (call) => {
    const dimensions: readonly string[] = DIMENSIONS;
    const described = describedOf(call).filter(({ name }) => dimensions.includes(name));
    expect(described.length).toBeGreaterThan(0);
    for (const { name, schema, description } of described) {
      const isTaken = 'value' in read(call, { [name]: 'CN-*' });
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
    expect(read('growth', { [unknown]: 'x' })).toMatchObject({
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
    expect(read('growth', { [unknown]: 'x' })).toMatchObject({
      faults: [{ rule: 'unknown-parameter', fix: expect.stringContaining(hint) as string }],
    });
  });

  it.each(['page', 'offset'])('get a hint at the place of the change log, and at lists, for %s', (name) => {
    const fixOf = (parsed: unknown) => (parsed as { faults: { fix: string }[] }).faults[0]?.fix;
    expect(fixOf(read('changes', { [name]: '2' }))).toContain(
      'did you mean after? the answer goes on behind that sequence.',
    );
    expect(fixOf(read('table', { [name]: '2' }))).toContain(
      'no pages; lists, such as /v1/growth, have a cursor.',
    );
    expect(fixOf(read('releases', { [name]: '2' }))).toContain('did you mean cursor?');
  });

  it('get a hint at the CSV table if the call has one', () => {
    expect(read('growth', { format: 'CSV' })).toMatchObject({
      faults: [{ fix: expect.stringContaining('/v1/growth.csv') as string }],
    });
    expect(JSON.stringify(read('growth', { format: 'json' }))).not.toContain('growth.csv');
  });

  it.each(['cols', 'page_token', 'format', 'q', 'x'.repeat(8)])(
    'unlike every known name, %s, get no suggestion',
    (unknown) => {
      expect(JSON.stringify(read('growth', { [unknown]: 'x' }))).not.toContain('did you mean');
      expect(JSON.stringify(read('registers', { page: '1' }))).toContain('no parameters are taken here');
    },
  );

  it('choose columns of the table and their order, and name the nearest of an unknown one', () => {
    expect(read('table', { columns: 'value,periodStart,areaName', lang: 'zh' })).toMatchObject({
      value: { columns: [{ name: 'value' }, { name: 'periodStart' }, { name: 'areaName' }], lang: 'zh' },
    });
    const faultOf = (raw: Record<string, string>) => read('table', raw) as { faults: readonly object[] };
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
    expect(read('growth', { period: written })).toMatchObject(refused);
    expect(read('growth', { period: ours })).toHaveProperty('value');
  });

  it.each(['limit', 'cursor'])('of calls without pages refuse %s with a reason', (name) => {
    expect(read('table', { [name]: '1' })).toMatchObject({ faults: [{ rule: 'not-of-table' }] });
    expect(read('availability', { [name]: '1' })).toMatchObject({
      faults: [{ rule: 'not-of-availability' }],
    });
  });

  it('never suggest a refused parameter', () => {
    expect(read('table', { limitt: '1' })).not.toMatchObject({
      faults: [{ fix: expect.stringContaining('limit') as string }],
    });
    expect(read('stream', { publishedBi: 'x' })).not.toMatchObject({
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
    expect(read('explain', { publishedBy: given })).toEqual({
      value: { series: SERIES, period: '2020', asOf: null, publishedBy: until, cursor: null },
    });
  });

  it.each(['_U', '0000', '2022-13', '2022-02-30', '2022-Q1', '2022-01-01/P5M', '20220114', '12'])(
    'publishedBy %s is refused',
    (given) => {
      expect(read('explain', { publishedBy: given })).toMatchObject({ faults: [{ rule: 'published-by' }] });
    },
  );

  it('never combine the two clocks', () => {
    const both = { asOf: '1', publishedBy: '2022' };
    expect(read('growth', both)).toMatchObject({ faults: [{ rule: 'two-clocks' }] });
    expect(read('explain', both)).toMatchObject({ faults: [{ rule: 'two-clocks' }] });
    expect(read('table', both)).toMatchObject({ faults: [{ rule: 'two-clocks' }] });
  });

  it('treat names of object members as unknown', () => {
    const raw = Object.fromEntries(['__proto__', 'constructor', 'toString'].map((name) => [name, 'x']));
    Object.defineProperty(raw, '__proto__', { value: 'x', enumerable: true });
    expect(readParameters(raw, { text: { read: text } })).toMatchObject({
      faults: [{ rule: 'unknown-parameter' }, { rule: 'unknown-parameter' }, { rule: 'unknown-parameter' }],
    });
  });

  it('normalise periods to their codes, and bounds to first and last day', () => {
    expect(
      read('growth', {
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
        cursor: null,
        notice: null,
        sort: { by: 'key', descending: false },
        limit: 100,
      },
    });
  });

  it('take prefixes of open dimensions, and no other stars', () => {
    expect(read('growth', { area: 'CN-*,GB', product: 'HS84*', reporter: 'G*' })).toMatchObject({
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
      expect(read('growth', { [name]: given })).toMatchObject({
        faults: [{ parameter: name, rule: 'prefix' }],
      });
    expect(read('growth', { area: 'QQ-*' })).toMatchObject({ faults: [{ rule: 'code' }] });
    expect(read('claims', { area: 'CN-*' })).toMatchObject({
      value: { dimensions: { area: ['CN-*'] } },
    });
    expect(read('notices', { area: 'CN-*' })).toMatchObject({ faults: [{ rule: 'code' }] });
  });

  it('take the areas within a place', () => {
    expect(growthOf({ within: 'CN-HA,GB' }).filter.within).toEqual(['CN-HA', 'GB']);
    expect(read('growth', { within: 'Henan' })).toMatchObject({ faults: [{ parameter: 'within' }] });
  });

  it.each([
    ['verdict', 'agree', 'did you mean agrees?'],
    ['flag', 'smallbase', 'did you mean small-base?'],
    ['sort', 'period', 'period:asc'],
  ])('of words, %s=%s, name the words there are', (name, given, hint) => {
    const parsed = read('growth', { [name]: given });
    const fault = 'faults' in parsed ? parsed.faults[0] : undefined;
    expect(fault).toMatchObject({ parameter: name, rule: 'one-of' });
    expect(`${fault?.message ?? ''} ${fault?.fix ?? ''}`).toContain(hint);
  });

  it('never combine an order by append time with states that are worked out', () => {
    for (const sort of ['knownAt:asc', 'knownAt:desc'])
      expect(read('growth', { sort, publishedBy: '2022' })).toMatchObject({
        faults: [{ parameter: 'sort', rule: 'no-known-at' }],
      });
    expect(read('growth', { sort: 'period:desc', publishedBy: '2022' })).toHaveProperty('value');
    expect(read('growth', { sort: 'knownAt:desc', asOf: '12' })).toHaveProperty('value');
  });

  it('take a release by name or number, beside publishedBy and not beside asOf', () => {
    for (const [given, release] of [
      ['first', 1],
      ['2', 2],
      ['latest', 'latest'],
    ] as const)
      expect(read('growth', { release: given, publishedBy: '2022' })).toMatchObject({ value: { release } });
    for (const given of ['0', '-1', '1.5', 'last', '10000'])
      expect(read('growth', { release: given })).toMatchObject({ faults: [{ rule: 'release' }] });
    for (const name of ['growth', 'table'] as const)
      expect(read(name, { release: 'first', asOf: '1' })).toMatchObject({
        faults: [{ parameter: 'release', rule: 'two-clocks' }],
      });
    expect(read('growth', { release: 'first', sort: 'knownAt:asc' })).toMatchObject({
      faults: [{ parameter: 'sort', rule: 'no-known-at' }],
    });
    expect(read('stream', { release: 'first' })).toMatchObject({ faults: [{ rule: 'not-on-stream' }] });
  });

  it('refuse a cursor of another order', () => {
    const cursor = writeCursor('growth period', [SERIES, '2020']);
    expect(read('growth', { cursor, sort: 'period:asc' })).toHaveProperty('value');
    for (const sort of ['key:asc', 'period:desc', 'knownAt:asc'])
      expect(read('growth', { cursor, sort })).toMatchObject({ faults: [{ rule: 'cursor' }] });
    const known = ['2024-01-01T00:00:00.000Z', '12'];
    const pinned = (place: string[]) => ({
      sort: 'knownAt:asc',
      cursor: writeCursor('growth knownAt', [SERIES, '2020', ...place]),
    });
    expect(read('growth', pinned(known))).toMatchObject({ value: { cursor: { until: '12' } } });
    for (const place of [['yesterday', '12'], [known[0] ?? '', 'x'], known.slice(0, 1)])
      expect(read('growth', pinned(place))).toMatchObject({ faults: [{ rule: 'cursor' }] });
  });

  it('of changes take latest alone', () => {
    for (const other of [{ after: '1' }, { limit: '5' }, { area: 'CN' }, { since: '2024-01-01T00:00:00Z' }])
      expect(read('changes', { latest: '2', ...other })).toMatchObject({
        faults: [{ parameter: 'latest', rule: 'misplaced' }],
      });
    expect(read('changes', { since: '2024-01-01' })).toMatchObject({
      faults: [{ parameter: 'since', rule: 'instant' }],
    });
  });

  it('refuse what states say where only series and periods are known', () => {
    for (const name of ['verdict', 'flag', 'selection'])
      expect(read('availability', { [name]: 'agrees' })).toMatchObject({
        faults: [{ parameter: name, rule: 'not-of-availability' }],
      });
  });

  it('shorten given text before a message repeats it', () => {
    const parsed = readParameters(
      { ['x'.repeat(10_000)]: '1', ok: 'y'.repeat(10_000) },
      { ok: { read: pageSize(1_000, 100) } },
    );
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
