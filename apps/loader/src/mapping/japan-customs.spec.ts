import { join } from 'node:path';
import type { Row } from '../read-csv.ts';
import { readTable } from '../read-file.ts';
import { checkedAs, dataSet, DATA_FOLDER } from '../../../../harness/fixtures/bundled.ts';
import { japanMapping, type JapanLine } from './japan-customs.ts';

const FIGURE = 'silkgauge.figure.reported.v1';

const table = (name: string) => readTable(join(DATA_FOLDER, `japan-customs/${name}.csv`));

describe('trade of Japan, 47 releases', () => {
  /** Number of events and of events with a status, by release. */
  const events = new Map<string, number>();
  const revised = new Map<string, number>();
  /** Value and period by id of grand totals and one line of goods. */
  const kept = new Map<
    string,
    { value: string | null; period: string; status: string; publishedAt: string }
  >();
  /** Table of the last release: thousand yen by flow, area, goods and year. */
  const last = new Map<string, bigint>();
  const keys = new Set<string>();
  let ids = 0;
  let goods: Row[];

  // One pass for all tests: the events of all releases do not fit in memory.
  beforeAll(async () => {
    goods = await table('goods');
    const identities = new Set<string>();
    for await (const some of dataSet('japan-customs').events(DATA_FOLDER)) {
      for (const event of some) {
        if (event.type !== FIGURE) throw new Error(`${event.id} is no figure`);
        const { id, data } = event;
        const [release = '', ...line] = id.split('/');
        events.set(release, (events.get(release) ?? 0) + 1);
        if (data.status === 'revised') revised.set(release, (revised.get(release) ?? 0) + 1);
        // The first release has every line, the thirteenth every way of printing; no other release differs.
        if (release === 'J01' || release === 'J13') keys.add(checkedAs(event, FIGURE).seriesKey);
        if (/\/[XM]\/(_T\/_T|CN\/JPC-CARS)\//.test(id)) kept.set(id, checkedAs(event, FIGURE).figure);
        last.set(line.join('/'), BigInt(data.value ?? ''));
        identities.add(id);
      }
    }
    ids = identities.size;
  });

  it('has the stated number of events, each with its own identity', () => {
    expect([...events.values()].reduce((sum, count) => sum + count, 0)).toBe(dataSet('japan-customs').count);
    expect(ids).toBe(dataSet('japan-customs').count);
    expect(keys).toContain('MOFJP.JP.GOODS.CUSTOMS.X._T.JPC-CARS.CN.JPY');
    expect(keys).toContain('MOFJP.JP.GOODS.CUSTOMS.M._T._T._T.JPY');
  });

  it('prints every line of the running year in each release, and changed lines of ended years as revised', async () => {
    const [first, ...releases] = await table('releases');
    expect(events.get(first?.['release'] ?? '')).toBe(69_054 - 516);
    for (const { release = '', changed_earlier_years: changed } of releases) {
      expect([release, events.get(release)]).toEqual([release, 5355 + Number(changed)]);
      expect([release, revised.get(release) ?? 0]).toEqual([release, Number(changed)]);
    }
  });

  it('has the grand totals that each release published', async () => {
    for (const row of await table('releases')) {
      const [year = ''] = (row['year_to_date_through'] ?? '').split('-');
      const totals = ['X', 'M'].map(
        (flow) => kept.get(`${row['release'] ?? ''}/${flow}/_T/_T/${year}`)?.value,
      );
      expect(totals).toEqual([
        row['grand_total_exports_thousand_jpy'],
        row['grand_total_imports_thousand_jpy'],
      ]);
    }
  });

  it('names the year to date by the months it has, and the whole year in December', () => {
    const periods = (releases: readonly string[], year: string) =>
      releases.map((release) => kept.get(`${release}/X/CN/JPC-CARS/${year}`)?.period);
    expect(periods(['J01', 'J02', 'J03', 'J06', 'J07', 'J11'], '2021')).toEqual([
      '2021-01',
      '2021-01-01/P2M',
      '2021-Q1',
      '2021-S1',
      '2021-01-01/P8M',
      '2021',
    ]);
    expect(periods(['J01'], '2020')).toEqual(['2020']);
    expect(kept.get('J12/X/_T/_T/2022')).toMatchObject({
      period: '2022-01',
      publishedAt: '2022-03-04T23:30:10Z',
    });
  });

  it('February 2021 exports are J02 less J01, 6,038.2 billion yen', () => {
    const [january, february] = ['J01', 'J02'].map((release) => kept.get(`${release}/X/_T/_T/2021`)?.value);
    expect(Number(february) - Number(january)).toBe(6_038_237_945);
  });

  it('the sections of its goods add up to the total, and no group exceeds the one it is part of', () => {
    const parts = Map.groupBy(
      goods.flatMap(({ code = '', part_of: wholes = '' }) =>
        wholes.split(';').map((whole) => ({ code, whole })),
      ),
      ({ whole }) => whole,
    );
    const faults = [...last].flatMap(([cell, value]) => {
      const [flow, area, whole = '', year] = cell.split('/');
      const sum = (parts.get(whole) ?? []).reduce(
        (total, { code }) =>
          total + (last.get(`${String(flow)}/${String(area)}/${code}/${String(year)}`) ?? 0n),
        0n,
      );
      return sum > value || (whole === '_T' && sum !== value) ? [cell] : [];
    });
    expect(faults).toEqual([]);
    expect(parts.get('_T')).toHaveLength(9);
  });
});

describe('japanMapping', () => {
  const release = (name: string, through: string): Row => ({
    release: name,
    published_at: '2021-04-14T00:11:44Z',
    source_commit: 'x',
    year_to_date_through: through,
  });
  const mapping = (...releases: readonly Row[]) =>
    japanMapping({
      releases,
      areas: [{ label: 'China', code: 'CN' }],
      goods: [
        { code: 'JPC-CARS', also: '(Car)', left_out: '' },
        { code: 'JPC-AIRCRAFT', also: 'Aircraft', left_out: 'X 2017' },
      ],
    });
  const line = (op: string, value: string, more: Partial<JapanLine> = {}): JapanLine => ({
    op,
    flow: 'export',
    area: 'China',
    goods: '(Car)',
    year: '2021',
    value,
    ...more,
  });
  const said = (events: Iterable<unknown>) =>
    [...events].map((event) => {
      const { figure } = checkedAs(event, FIGURE);
      return `${figure.id} ${figure.period} ${String(figure.value)} ${figure.status}`;
    });

  it('prints an unchanged line for the next period, and a changed one without the status revised', () => {
    const { release: of } = mapping(release('J1', '2021-01'), release('J2', '2021-02'));
    expect(said(of('J1', [line('A', '5'), line('A', '7', { flow: 'import' })]))).toEqual([
      'J1/X/CN/JPC-CARS/2021 2021-01 5 unspecified',
      'J1/M/CN/JPC-CARS/2021 2021-01 7 unspecified',
    ]);
    expect(said(of('J2', [line('C', '6')]))).toEqual([
      'J2/X/CN/JPC-CARS/2021 2021-01-01/P2M 6 unspecified',
      'J2/M/CN/JPC-CARS/2021 2021-01-01/P2M 7 unspecified',
    ]);
  });

  it('in a release without a new month revises changed lines only', () => {
    const { release: of } = mapping(release('J1', '2021-02'), release('J2', '2021-02'));
    said(of('J1', [line('A', '5'), line('A', '7', { flow: 'import' })]));
    expect(said(of('J2', [line('C', '6')]))).toEqual(['J2/X/CN/JPC-CARS/2021 2021-01-01/P2M 6 revised']);
  });

  it('prints all lines of a year that has ended since, then revises them', () => {
    const { release: of } = mapping(
      release('J1', '2021-11'),
      release('J2', '2022-01'),
      release('J3', '2022-02'),
    );
    said(of('J1', [line('A', '5'), line('A', '7', { flow: 'import' })]));
    expect(said(of('J2', [line('C', '6')]))).toEqual([
      'J2/X/CN/JPC-CARS/2021 2021 6 unspecified',
      'J2/M/CN/JPC-CARS/2021 2021 7 unspecified',
    ]);
    expect(said(of('J3', [line('C', '4')]))).toEqual(['J3/X/CN/JPC-CARS/2021 2021 4 revised']);
  });

  it('leaves out lines that hold a part of a year under the heading of the year', () => {
    const { release: of } = mapping(release('J1', '2021-01'));
    const aircraft = line('A', '5', { goods: 'Aircraft', year: '2017' });
    expect(
      said(of('J1', [aircraft, { ...aircraft, flow: 'import' }, { ...aircraft, year: '2018' }])),
    ).toEqual([
      'J1/M/CN/JPC-AIRCRAFT/2017 2017 5 unspecified',
      'J1/X/CN/JPC-AIRCRAFT/2018 2018 5 unspecified',
    ]);
  });

  it.each([
    [[line('C', '1')], 'Release J1: C of X/CN/JPC-CARS/2021 does not follow from the lines before.'],
    [[line('A', '1'), line('A', '2')], 'Release J1: A of X/CN/JPC-CARS/2021 does not follow'],
    [[line('A', '1'), line('C', '1')], 'Release J1: C of X/CN/JPC-CARS/2021 does not follow'],
    [[line('A', '1', { area: 'Atlantis' })], 'The tables of the set have no area "Atlantis".'],
    [[line('A', '1', { goods: 'Unicorns' })], 'The tables of the set have no goods "Unicorns".'],
    [[line('A', '1', { flow: 'both' })], 'The tables of the set have no flow "both".'],
    [[line('A', '1', { year: '2022' })], 'Release J1 reaches 2021-02 and cannot know 2022.'],
  ])('refuses %j', (lines, message) => {
    expect(() => said(mapping(release('J1', '2021-02')).release('J1', lines))).toThrow(message);
  });

  it('refuses a release that is not in the list', () => {
    expect(() => said(mapping().release('J1', []))).toThrow('The tables of the set have no release "J1".');
  });
});
