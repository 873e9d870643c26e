import { setTimeout as pause } from 'node:timers/promises';
import { figureVerdict, type JudgedFigure } from '../../libs/growth/src/state/figure-verdict.ts';
import { authorization } from './loader-key.ts';

/** A line of the table: its state and the shown part of it. */
interface Headline {
  label: string;
  /** Filters of `GET /v1/growth` that select one state. */
  filters: Record<string, string>;
  /** `level`, or a comparison of growth. */
  part: 'level' | 'GY' | 'G1' | '_U';
}

/** The shown members of a measurement. */
interface Measure {
  value: string | null;
  unit: string;
  low: string | null;
  high: string | null;
  readings?: { reading: string; value: string; low: string; high: string }[];
}

interface Slot {
  reported?: Measure;
  computed?: Measure;
  implied?: Measure;
  verdict: JudgedFigure['sides']['verdict'];
}

interface State {
  period: string;
  level: Slot;
  growth: Partial<Record<string, Slot>>;
  flags: JudgedFigure['flags'];
}

const national = (flow: string) => ({
  filters: { reporter: 'GACC', area: 'CN', indicator: 'CBEC', coverage: 'PLATFORM', flow, period: '2020-S1' },
  part: 'GY' as const,
});
const place = (area: string, period: string) => ({ area, indicator: 'CBEC', flow: '_T', period });
const aliexpress = (indicator: string, period: string) => ({ reporter: 'ALIEXPRESS', indicator, period });

/** Figures of the article in the data set `seed`, and the base that one of them implies. */
const HEADLINES: Headline[] = [
  { label: 'China, e-commerce through customs', ...national('_T') },
  { label: '  exports', ...national('X') },
  { label: '  imports', ...national('M') },
  { label: 'Zhengzhou airport zone', filters: place('CN-Z-ZAEZ', '2020-S1'), part: 'level' },
  { label: '  growth', filters: place('CN-Z-ZAEZ', '2020-S1'), part: 'GY' },
  { label: '  implied a year before', filters: place('CN-Z-ZAEZ', '2019-S1'), part: 'level' },
  { label: 'Ningbo airport zone', filters: place('CN-Z-NBAEDZ', '2020-01-01/P5M'), part: 'level' },
  { label: '  "up 4.5 times"', filters: place('CN-Z-NBAEDZ', '2020-01-01/P5M'), part: 'GY' },
  { label: 'AliExpress, stores opened', filters: aliexpress('STORES', '2020-03'), part: 'G1' },
  {
    label: 'AliExpress, refrigerators in Spain',
    filters: { ...aliexpress('SALES', '_U'), counterpart: 'ES' },
    part: '_U',
  },
];

const TITLES = ['', 'period', 'compared', 'value', 'interval', 'verdict'];

/** Where figures are read, and the key to read with; null where none is needed. */
interface Reading {
  readonly api: string;
  readonly key: string | null;
}

/** How long figures say the same until they are shown, in milliseconds: prints that come just behind may contradict them. */
const STILL = 1_000;

/**
 * Headline growth from the API, as lines of a table. Waits up to `within` milliseconds until all figures are there and
 * nothing changes them any more.
 */
export async function headlineTable(
  reading: Reading,
  within: number,
  signal: AbortSignal,
): Promise<string[]> {
  const deadline = Date.now() + within;
  let [table, since]: [string[], number] = [[], 0];
  for (;;) {
    const states = await Promise.all(HEADLINES.map((headline) => stateOf(reading, headline, signal)));
    const cells = HEADLINES.flatMap((headline, index) => cellsOf(headline, states[index]));
    const complete = HEADLINES.every((headline, index) => slotOf(headline, states[index]) !== undefined);
    const now = aligned([TITLES, ...cells]);
    if (now.join('\n') !== table.join('\n')) [table, since] = [now, Date.now()];
    if ((complete && Date.now() - since >= STILL) || Date.now() > deadline) return table;
    await pause(200, undefined, { signal });
  }
}

async function stateOf(
  { api, key }: Reading,
  { filters }: Headline,
  signal: AbortSignal,
): Promise<State | undefined> {
  const headers = authorization(key);
  const url = `${api}/v1/growth?${new URLSearchParams(filters)}`;
  // A service that ended is started again.
  const answer = await fetch(url, { headers, signal }).catch(() => undefined);
  if (!answer?.ok) return undefined;
  return ((await answer.json()) as { items: State[] }).items[0];
}

function slotOf({ part }: Headline, state: State | undefined): Slot | undefined {
  const slot = part === 'level' ? state?.level : state?.growth[part];
  return slot && measureOf(slot) ? slot : undefined;
}

const measureOf = (slot: Slot) => slot.reported ?? slot.computed ?? slot.implied;

/** Cells of one line, or of a line per reading if a figure has several. */
export function cellsOf(headline: Headline, state: State | undefined): string[][] {
  const slot = slotOf(headline, state);
  const measure = slot && measureOf(slot);
  const period = state?.period ?? headline.filters['period'] ?? '';
  const compared = headline.part === 'level' ? '' : headline.part;
  if (!slot || !measure) return [[headline.label, period, compared, 'not there yet', '', '']];
  const verdict = figureVerdict({ sides: slot, flags: state?.flags ?? [] });
  const readings = measure.readings ?? [measure];
  return readings.map((reading, index) => {
    const value = reading.value === null ? 'none' : `${grouped(reading.value)} ${measure.unit}`;
    const interval = reading.low === null ? '' : `[${grouped(reading.low)}, ${grouped(reading.high ?? '')})`;
    const words = 'reading' in reading ? `if ${reading.reading}` : verdict;
    return [index === 0 ? headline.label : '', period, compared, value, interval, words];
  });
}

/** Groups digits by threes: 4720000000 is 4,720,000,000. */
function grouped(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const threes = whole.match(/^-?\d{1,3}?(?=(?:\d{3})*$)|\d{3}/g)?.join(',') ?? whole;
  return fraction === undefined ? threes : `${threes}.${fraction}`;
}

function aligned(rows: string[][]): string[] {
  const width = TITLES.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const right = TITLES.indexOf('value');
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === right ? cell.padStart(width[column] ?? 0) : cell.padEnd(width[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
