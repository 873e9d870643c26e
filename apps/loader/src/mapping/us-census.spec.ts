import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { CloudEvent } from '../cloud-event.ts';
import { checkedAs, DATA_FOLDER, eventsOf } from '../../../../harness/fixtures/bundled.ts';
import { censusMapping } from './us-census.ts';

const FIGURE = 'silkgauge.figure.reported.v1';
const WITHDRAWN = 'silkgauge.figure.withdrawn.v1';

describe('imports of the United States, ten releases', () => {
  let events: readonly CloudEvent[];
  const ofRelease = (release: string): CloudEvent[] =>
    events.filter(({ id }) => id.startsWith(`${release}/`));

  beforeAll(async () => {
    events = await eventsOf('us-census');
  });

  it('China chapter 85 in December 2020: 12,445,621,557 and 12,360,669,993 after the annual revision', () => {
    const prints = events
      .filter(({ id }) => id.endsWith('/CN/85/2020-12'))
      .map((event) => checkedAs(event, FIGURE));
    expect(prints.map(({ figure }) => [figure.id, figure.value, figure.status])).toEqual([
      ['R2/CN/85/2020-12', '12445621557', 'unspecified'],
      ['R10/CN/85/2020-12', '12360669993', 'revised'],
    ]);
    expect(prints[0]?.seriesKey).toBe('USCENSUS.US.GOODS.IMPORTS-CONSUMPTION.M._T.HS85.CN.USD');
    expect(prints.map(({ figure }) => figure.publishedAt)).toEqual([
      '2021-02-07T21:12:35Z',
      '2021-08-05T18:30:57Z',
    ]);
  });

  it('maps all chapters to the total product, and all countries to the total counterpart', () => {
    const total = events.find(({ id }) => id === 'R1/_T/00/2018-01');
    expect(checkedAs(total, FIGURE).seriesKey).toBe('USCENSUS.US.GOODS.IMPORTS-CONSUMPTION.M._T._T._T.USD');
    expect(checkedAs(total, FIGURE).figure.value).toBe('201524734942');
  });

  it('has an event per line of a release', () => {
    const counts = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9'].map(
      (name) => ofRelease(name).length,
    );
    expect(counts).toEqual([18_810, 396, 198, 198, 198, 198, 198, 198, 394]);
    // Lines changed by the revision; the other 13,691 lines of R10 repeat earlier values.
    expect(ofRelease('R10')).toHaveLength(6301);
  });

  it('withdraws the month missing from R2, and prints it again in R3', () => {
    const withdrawn = ofRelease('R2')
      .filter(({ type }) => type === WITHDRAWN)
      .map((event) => checkedAs(event, WITHDRAWN));
    expect(withdrawn).toHaveLength(198);
    expect(withdrawn.map(({ ref }) => ref.id)).toEqual(withdrawn.map(({ id }) => id.replace('R2/', 'R1/')));
    expect(withdrawn.every(({ ref }) => ref.id.endsWith('/2020-11'))).toBe(true);
    expect(
      ofRelease('R3')
        .map(({ id }) => id.replace('R3/', 'R1/'))
        .sort(),
    ).toEqual(withdrawn.map(({ ref }) => ref.id).sort());
  });

  it('repeats in R9 the same events', () => {
    const byId = Map.groupBy(ofRelease('R9'), ({ id }) => id);
    const repeated = [...byId.values()].filter((same) => same.length === 2);
    expect(repeated).toHaveLength(196);
    for (const [first, second] of repeated) expect(second).toEqual(first);
  });

  it('gives every other line an identity of its own', () => {
    const first = events.filter((event) => event.type === WITHDRAWN || !event.id.startsWith('R9/'));
    expect(new Set(first.map(({ id }) => id)).size).toBe(first.length);
  });

  it('ends with the values of the last release', () => {
    const present = new Map<string, string>();
    for (const event of events) {
      if (event.type === FIGURE) {
        const { product, counterpart } = event.data.series;
        present.set(`${counterpart} ${product} ${event.data.period}`, event.data.value ?? '');
      }
    }
    const path = join(DATA_FOLDER, 'us-census-hs2/release-R10-revised.csv.gz');
    const last = parse<{ month: string; partner: string; hs2: string; imports_usd: string }>(
      gunzipSync(readFileSync(path)),
      { columns: true },
    );
    expect(last).toHaveLength(19_992);
    const differing = last.filter(
      ({ month, partner, hs2, imports_usd }) =>
        present.get(`${partner === 'CHINA' ? 'CN' : '_T'} HS${hs2} ${month}`) !== imports_usd,
    );
    expect(differing).toEqual([]);
  });

  it('refuses lines that contradict the lines before', () => {
    const { release } = censusMapping([
      { release: 'R1', published_at: '2021-01-14T17:54:03Z', source_commit: 'x' },
    ]);
    const line = { release: 'R1', month: '2020-11', partner: 'CHINA', hs2: '85', imports: '1' };
    expect(() => release({ ...line, op: 'D' })).toThrow('Release R1: D of CN/85/2020-11 does not follow');
    release({ ...line, op: 'A' });
    expect(() => release({ ...line, op: 'A' })).toThrow('Release R1: A of CN/85/2020-11 does not follow');
    expect(() => release({ ...line, op: 'A', partner: 'ATLANTIS' })).toThrow(
      'No code for the partner ATLANTIS.',
    );
  });
});
