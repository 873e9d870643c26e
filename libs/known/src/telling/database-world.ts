import type { ToldState } from '@silkgauge/bulletin';
import {
  parseSeriesKey,
  type ClaimData,
  type NoticeData,
  type RegisteredStatement,
} from '@silkgauge/contract';
import {
  readRegisteredOf,
  readSaid,
  readState,
  readStates,
  type GrowthFilter,
  type Queryable,
  type ReadModel,
  type Sort,
  type StateChange,
  type StatesQuery,
} from '@silkgauge/read-model';
import { CODE_REGISTERS } from '../codes.ts';
import { judgeClaims } from '../registers/judged-claims.ts';
import { explainIn, readExplanation } from '../explain/read-explanation.ts';
import type { WorldReader } from './read-telling.ts';
import { readSaidBefore, type SaidBefore } from './said-before.ts';
import { showStates, toldStates } from './told-states.ts';

/** Newest states of one series that are looked at, for records and for the period before. */
const MOST_PERIODS = 2_000;
/** States of one query: those beyond the limit of the plan are told as left out. */
const MOST_STATES = 200;

/** A version of a notice; `data` is null where only a withdrawal has come. */
interface NoticeDocument {
  readonly withdrawn: boolean;
  readonly data: NoticeData | null;
}

/** The place in the log that a bulletin is told from. */
export interface Moment {
  readonly sequence: string;
  /** The instant that claims and statements are known by (ISO); null: now. */
  readonly knownBy: string | null;
}

export interface WorldSources {
  readonly db: ReadModel['pool'];
  /** A transaction with one snapshot, which all is read from; without it the pool is. */
  readonly snapshot?: Queryable;
  readonly smallBases: Readonly<Record<string, string>>;
}

/** What the database says as of one moment. */
export function databaseWorld(sources: WorldSources, moment: Moment): WorldReader {
  const { db: pool, snapshot, smallBases } = sources;
  const db: Queryable = snapshot ?? pool;
  const asOf = { sequence: moment.sequence };
  const { knownBy } = moment;
  const said = new Map<string, Promise<SaidBefore>>();
  const rowOf = (name: string): Promise<StateChange | null> => readState(db, ...keyAndPeriod(name), asOf);
  const told = (rows: readonly StateChange[]): Promise<ToldState[]> => toldStates(db, rows, asOf);
  const statesOf = async (filter: GrowthFilter, limit: number, sort: Sort | null): Promise<ToldState[]> =>
    told(await allStates(db, filter, { asOf, limit, ...(sort && { sort }) }));
  return {
    state: async (name) => {
      const row = await rowOf(name);
      return row ? (await told([row]))[0] : undefined;
    },
    states: (query, period) => statesOf({ dimensions: query, periods: [period] }, MOST_STATES, null),
    periods: (series) => statesOf({ dimensions: onlySeries(series) }, MOST_PERIODS, NEWEST),
    evidence: async (name) => {
      const row = await rowOf(name);
      if (!row) return undefined;
      const options = { smallBases, show: await showStates(db, [row], asOf) };
      return snapshot ? explainIn(snapshot, row, asOf, options) : readExplanation(pool, row, asOf, options);
    },
    before: async (name, side) => {
      const row = await rowOf(name);
      if (!row) return undefined;
      const known = said.get(name) ?? readSaidBefore(db, row, asOf);
      said.set(name, known);
      return (await known).of(side);
    },
    claim: async (event) => {
      const [row] = await readSaid(db, 'silkgauge.claim.reported.v1', [event], knownBy);
      if (!row?.data) return undefined;
      const judged = (await judgeClaims(db, [row], knownBy)).get(row);
      return (
        judged && { ...event, withdrawn: row.withdrawn, data: JSON.parse(row.data) as ClaimData, ...judged }
      );
    },
    statement: async (event) => {
      const [row] = await readSaid(db, 'silkgauge.statement.attributed.v1', [event], knownBy);
      if (!row?.data) return undefined;
      const data = JSON.parse(row.data) as RegisteredStatement['data'];
      return { ...event, withdrawn: row.withdrawn, data };
    },
    notice: async (notice) => {
      const [row] = await readRegisteredOf(db, 'notice', [notice], asOf);
      if (!row) return undefined;
      const { withdrawn, data } = JSON.parse(row.document) as NoticeDocument;
      return { notice, withdrawn, data };
    },
    name: (dimension, code) => CODE_REGISTERS[dimension].get(code),
  };
}

function keyAndPeriod(name: string): [key: string, period: string] {
  const slash = name.indexOf('/');
  return [name.slice(0, slash), name.slice(slash + 1)];
}

/** The filter of one series: its code in each dimension. */
const onlySeries = (key: string): GrowthFilter['dimensions'] =>
  Object.fromEntries(Object.entries(parseSeriesKey(key) ?? {}).map(([name, code]) => [name, [code]]));

const NEWEST: Sort = { by: 'period', descending: true };

/** States in an order, over pages of the database. */
async function allStates(
  db: Queryable,
  filter: GrowthFilter,
  { limit, ...query }: Pick<StatesQuery, 'asOf' | 'sort' | 'limit'>,
): Promise<StateChange[]> {
  const all: StateChange[] = [];
  while (all.length < limit) {
    const last = all.at(-1);
    const after = last ? { key: last.key, period: last.period } : null;
    const rows = await readStates(db, filter, { ...query, after, limit: limit - all.length });
    if (rows.length === 0) break;
    all.push(...rows);
  }
  return all;
}
