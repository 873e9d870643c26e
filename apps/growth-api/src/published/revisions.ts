import {
  periodBounds,
  seriesRevisions,
  type FigureRevisions,
  type MeasureRevisions,
} from '@silkgauge/growth';
import { parseSeriesKey, type ScopeFilter, passesPeriod } from '@silkgauge/contract';
import { readPrintedKeys, readReporters, type Turns } from '@silkgauge/read-model';
import type { PublishedFacts, Publications } from './published-figures.ts';

/** Revisions of a figure, with its series key. */
export interface RevisedFigureOfSeries extends FigureRevisions {
  readonly key: string;
}

/** The figures of one measure of a series, or of all series of a reporter. */
export interface MeasureRecord {
  /** Series key, or code of the reporter. */
  readonly name: string;
  /** Sort key among the measures of a name: the indicator, if by indicator, and the comparison. */
  readonly place: string;
  /** By indicator only. */
  readonly indicator?: string;
  readonly measure: MeasureRevisions['measure'];
  readonly comparison: string | null;
  readonly figures: number;
  /** Revised figures. The many unrevised figures are only counted. */
  readonly revised: readonly RevisedFigureOfSeries[];
}

type JoinedRecord = Omit<MeasureRecord, 'name' | 'figures' | 'revised'> & {
  figures: number;
  revised: RevisedFigureOfSeries[];
};

interface RecordsPage {
  readonly filter: ScopeFilter;
  readonly until: string;
  readonly by: 'series' | 'reporter' | 'indicator';
  readonly after: { readonly name: string; readonly place: string } | null;
  readonly limit: number;
}

/** Series read at once: their prints are in memory, and other requests run in between. */
const AT_A_TIME = 20;

export interface FoundRecords {
  readonly records: readonly MeasureRecord[];
  /** Whether the time of the page was over before its records were all found. */
  readonly isCut: boolean;
}

/**
 * Records after `after` in order of name and place, at most `limit`; fewer where they took long.
 * @throws TooMuchWork where the first record alone takes too long
 */
export async function readRecords(publications: Publications, page: RecordsPage): Promise<FoundRecords> {
  const { filter, until, by, after, limit } = page;
  const turns = publications.turns();
  const found: MeasureRecord[] = [];
  let names = after ? [after.name] : [];
  let last = after?.name ?? null;
  for (;;) {
    for await (const record of recordsOf(publications, page, names, turns)) {
      if (after && record.name === after.name && record.place <= after.place) continue;
      found.push(record);
      if (found.length === limit || turns.areLate) return { records: found, isCut: found.length < limit };
    }
    names =
      by === 'series'
        ? await readPrintedKeys(publications.db, filter, { until, after: last, limit: AT_A_TIME })
        : await readReporters(publications.db, filter, { after: last, limit: 1 });
    last = names.at(-1) ?? null;
    if (last === null) return { records: found, isCut: false };
  }
}

async function* recordsOf(
  publications: Publications,
  page: RecordsPage,
  names: readonly string[],
  turns: Turns,
): AsyncGenerator<MeasureRecord, void> {
  const { filter, until, by } = page;
  if (by === 'series') {
    const facts = await publications.printsOf(names, until, turns);
    for (const key of names)
      for (const record of await recordsIn(facts, key, filter, turns)) yield { name: key, ...record };
    return;
  }
  for (const reporter of names) {
    const joined = new Map<string, JoinedRecord>();
    const own = { ...filter, reporter: [reporter] };
    let after: string | null = null;
    do {
      const keys: string[] = await readPrintedKeys(publications.db, own, { until, after, limit: AT_A_TIME });
      const facts = await publications.printsOf(keys, until, turns);
      for (const key of keys)
        for (const record of await namedRecords(facts, key, page, turns)) join(joined, record);
      after = keys.at(-1) ?? null;
    } while (after !== null);
    const sorted = [...joined.values()].sort((a, b) => (a.place < b.place ? -1 : 1));
    for (const record of sorted) yield { name: reporter, ...record };
  }
}

/** Adds the record of a series to those of its reporter. */
function join(joined: Map<string, JoinedRecord>, record: Omit<MeasureRecord, 'name'>): void {
  const before = joined.get(record.place);
  if (!before) {
    joined.set(record.place, { ...record, revised: [...record.revised] });
    return;
  }
  before.figures += record.figures;
  for (const figure of record.revised) before.revised.push(figure);
}

/** The records of a series, each with its place among those of the reporter. */
async function namedRecords(
  facts: PublishedFacts,
  key: string,
  { filter, by }: RecordsPage,
  turns: Turns,
): Promise<Omit<MeasureRecord, 'name'>[]> {
  const indicator = by === 'indicator' ? parseSeriesKey(key)?.indicator : undefined;
  return (await recordsIn(facts, key, filter, turns)).map((record) =>
    indicator === undefined ? record : { ...record, indicator, place: `${indicator} ${record.place}` },
  );
}

async function recordsIn(
  all: PublishedFacts,
  key: string,
  filter: ScopeFilter,
  turns: Turns,
): Promise<Omit<MeasureRecord, 'name'>[]> {
  const facts = all.get(key);
  if (!facts) return [];
  return (await turns.through(seriesRevisions(facts))).flatMap(({ measure, comparison, figures }) => {
    const wanted = figures.filter(({ period }) =>
      passesPeriod(filter, { period, bounds: periodBounds(period) }),
    );
    if (wanted.length === 0) return [];
    const revised = wanted.filter(({ revisions }) => revisions > 0).map((one) => ({ key, ...one }));
    return { place: comparison ?? '', measure, comparison, figures: wanted.length, revised };
  });
}
