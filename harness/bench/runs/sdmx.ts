import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { peakOf, rssOf } from '../measure/process-cost.ts';
import { loadFigures } from './load-figures.ts';
import { startApps, urlOf, withServices } from './services.ts';

const SETS = ['seed', 'cbec', 'policies', 'us-census', 'japan-customs'];

const DATA = '/sdmx/3.0/data/dataflow/SILKGAUGE/DF_GROWTH/1.0.0';
const TYPE = 'application/vnd.sdmx.';

/** One whole answer, read as fast as it comes. */
export interface ReadAnswer {
  readonly what: string;
  /** Rows of a table, or observations. */
  readonly rows: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly firstByteMs: number;
  /** Bytes a second of the last quarter to those of the first one. */
  readonly lastToFirst: number;
  /** How much more memory the API had at its peak than before, in bytes. */
  readonly moreRss: number;
}

export interface SdmxResult {
  readonly observations: number;
  readonly answers: readonly ReadAnswer[];
}

/** Milliseconds of rest after a load: right behind it CSV takes a fifth to a half longer. */
const REST_MS = 60_000;

/** All bundled figures as a table and in the formats of SDMX; JSON, which is bounded, of one reporter. */
export function readSdmx(say: (text: string) => void): Promise<SdmxResult> {
  return withServices(async (services) => {
    await using stack = new AsyncDisposableStack();
    const apps = await startApps(stack, services);
    const api = { url: urlOf(apps, 'growth-api'), pid: apps.get('growth-api')?.pid ?? 0 };
    say(`sdmx: loading ${SETS.join(', ')}`);
    await loadFigures(services, apps, SETS);
    await pause(REST_MS);
    const reporter = await reporterOfFewStates(api.url);
    const answers: ReadAnswer[] = [];
    const read = async (what: string, path: string, accept: string, rowsIn: CountRows | number) => {
      say(`sdmx: ${what}`);
      const answer = await readAnswer(api, what, { path, accept, rowsIn });
      answers.push(answer);
      // A run that is cut short has told what it read.
      say(`sdmx: ${String(answer.rows)} rows in ${answer.seconds.toFixed(1)} s`);
      return answer.rows;
    };
    // What a first answer allocates is not the answer's.
    await readAnswer(api, 'warm', {
      path: `${DATA}/${reporter}`,
      accept: `${TYPE}data+csv`,
      rowsIn: tableRows,
    });
    await read(
      '/v1/growth.csv of one reporter',
      `/v1/growth.csv?reporter=${reporter}`,
      'text/csv',
      tableRows,
    );
    const inTable = await read('/v1/growth.csv', '/v1/growth.csv', 'text/csv', tableRows);
    await read('/v1/growth.parquet', '/v1/growth.parquet', 'application/vnd.apache.parquet', inTable);
    const all = await read('SDMX-CSV 2.0', DATA, `${TYPE}data+csv;version=2.0.0`, tableRows);
    await read('SDMX-ML 3.0', DATA, `${TYPE}data+xml;version=3.0.0`, all);
    const specific = `${TYPE}structurespecificdata+xml;version=2.1`;
    await read('SDMX-ML 2.1 structure-specific', DATA, specific, all);
    await read('SDMX-ML 2.1 generic', DATA, `${TYPE}genericdata+xml;version=2.1`, all);
    const ofReporter = `${DATA}/${reporter}`;
    const some = await read(
      'SDMX-CSV of one reporter',
      ofReporter,
      `${TYPE}data+csv;version=2.0.0`,
      tableRows,
    );
    await read('SDMX-JSON 2.0 of one reporter', ofReporter, `${TYPE}data+json;version=2.0.0`, some);
    return { observations: all, answers };
  });
}

/** SDMX-JSON answers for up to so many states. */
const MOST_STATES = 50_000;

/** The reporter of most states that one answer in JSON may be of. */
async function reporterOfFewStates(api: string): Promise<string> {
  const { dimensions } = (await (await fetch(`${api}/v1/availability`)).json()) as {
    dimensions: { reporter: readonly { code: string; states: number }[] };
  };
  const [most] = dimensions.reporter.filter(({ states }) => states <= MOST_STATES);
  if (!most) throw new Error('every reporter has too many states');
  return most.code;
}

interface Asked {
  readonly path: string;
  readonly accept: string;
  /** How rows are counted, or how many there are known to be. */
  readonly rowsIn: CountRows | number;
}

async function readAnswer(
  { url, pid }: { readonly url: string; readonly pid: number },
  what: string,
  { path, accept, rowsIn }: Asked,
): Promise<ReadAnswer> {
  forgetPeak(pid);
  const before = rssOf(pid);
  const startedAt = performance.now();
  const response = await fetch(url + path, { headers: { accept, 'accept-encoding': 'identity' } });
  if (response.status !== 200 || !response.body) throw new Error(`${path}: ${await response.text()}`);
  const count = typeof rowsIn === 'number' ? () => undefined : rowsIn();
  const arrivals: Arrival[] = [];
  let bytes = 0;
  let rows: number | undefined;
  for await (const piece of response.body as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    rows = count(piece);
    arrivals.push({ bytes, at: performance.now() - startedAt });
  }
  return {
    what,
    rows: rows ?? (typeof rowsIn === 'number' ? rowsIn : 0),
    bytes,
    seconds: (performance.now() - startedAt) / 1_000,
    firstByteMs: arrivals[0]?.at ?? 0,
    lastToFirst: lastToFirst(arrivals),
    moreRss: peakOf(pid) - before,
  };
}

/** What had arrived when, in bytes and milliseconds. */
export interface Arrival {
  readonly bytes: number;
  readonly at: number;
}

/** The speed of the last quarter of the bytes to that of the first one. */
export function lastToFirst(arrivals: readonly Arrival[]): number {
  const last = arrivals.at(-1);
  if (!last) return 1;
  const whenHad = (share: number) => arrivals.find(({ bytes }) => bytes >= last.bytes * share)?.at ?? last.at;
  return whenHad(0.25) / (last.at - whenHad(0.75));
}

/** Counts the rows of a table as its bytes come. */
export type CountRows = () => (piece: Uint8Array) => number;

/** Rows below the header; a line may end within quotes. No other character of UTF-8 has these bytes. */
export const tableRows: CountRows = () => {
  let isQuoted = false;
  let lines = -1;
  return (piece) => {
    // A loop over bytes takes seven times as long, on a processor that the API needs.
    for (const [mark] of Buffer.from(piece.buffer, piece.byteOffset, piece.length)
      .toString('latin1')
      .matchAll(/["\n]/g))
      if (mark === '"') isQuoted = !isQuoted;
      else if (!isQuoted) lines += 1;
    return lines;
  };
};

/** Linux begins the peak anew (proc_pid_clear_refs(5)). */
const forgetPeak = (pid: number): void => {
  writeFileSync(`/proc/${String(pid)}/clear_refs`, '5');
};
