import type { ToldState } from '@silkgauge/bulletin';
import {
  parseSeriesKey,
  type ClaimData,
  type NoticeData,
  type RegisteredStatement,
  type GrowthFilter,
} from '@silkgauge/contract';
import {
  eventKey,
  readRegisteredOf,
  readState,
  readStates,
  type AsOf,
  type Queryable,
  type ReadModel,
  type RegisterKind,
  type Sort,
  type StateChange,
  type StatesQuery,
} from '@silkgauge/read-model';
import { CODE_REGISTERS } from '../codes.ts';
import { judgeClaims } from '../registers/judged-claims.ts';
import type { FollowedEvidence } from '../explain/followed-evidence.ts';
import { explainIn, readExplanation } from '../explain/read-explanation.ts';
import type { FollowedVersions } from './followed-versions.ts';
import type { WorldReader } from './read-telling.ts';
import { readSaidBefore, type SaidBefore } from './said-before.ts';
import { showStates, toldStates } from './told-states.ts';

/** Newest states of one series that are looked at, for records and for the period before. */
const MOST_PERIODS = 2_000;
/** States of one query: those beyond the limit of the plan are told as left out. */
const MOST_STATES = 200;

/** A version of an entry of a register, as far as it is told. */
interface Version<Data> {
  readonly withdrawn: boolean;
  readonly data: Data;
}
type ClaimVersion = Version<ClaimData>;
type StatementVersion = Version<RegisteredStatement['data']>;
/** Without data where only a withdrawal has come. */
type NoticeVersion = Version<NoticeData | null>;

/** What is kept of states with many prints or versions: of a later place only what came since is read. */
export interface FollowedStates {
  readonly evidence: FollowedEvidence;
  readonly versions: FollowedVersions;
}

export interface WorldSources {
  readonly db: ReadModel['pool'];
  /** A transaction with one snapshot, which all is read from; without it the pool is. */
  readonly snapshot?: Queryable;
  readonly smallBases: Readonly<Record<string, string>>;
  /** What is kept from one place in the log to the next; absent: nothing. */
  readonly followed?: FollowedStates;
}

/** What the database says as of one place in the log. */
export function databaseWorld(sources: WorldSources, sequence: string): WorldReader {
  const { db: pool, snapshot, smallBases, followed } = sources;
  const db: Queryable = snapshot ?? pool;
  const asOf = { sequence };
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
    states: (query, period) => statesOf({ ...query, period: [period] }, MOST_STATES, null),
    periods: (series) => statesOf(onlySeries(series), MOST_PERIODS, NEWEST),
    evidence: async (name) => {
      const row = await rowOf(name);
      if (!row) return undefined;
      const options = { smallBases, evidence: followed?.evidence, show: await showStates(db, [row], asOf) };
      return snapshot ? explainIn(snapshot, row, asOf, options) : readExplanation(pool, row, asOf, options);
    },
    before: async (name, side) => {
      const row = await rowOf(name);
      if (!row) return undefined;
      const known = said.get(name) ?? readSaidBefore(db, row, asOf, followed?.versions);
      said.set(name, known);
      return (await known).of(side);
    },
    ...registersOf(db, asOf),
    name: (dimension, code) => CODE_REGISTERS[dimension].get(code),
  };
}

/** What the registers of claims, statements and notices have. */
function registersOf(db: Queryable, asOf: AsOf): Pick<WorldReader, 'claim' | 'statement' | 'notice'> {
  const versionOf = async <Found>(kind: RegisterKind, key: string): Promise<Found | undefined> => {
    const [row] = await readRegisteredOf(db, kind, [key], asOf);
    return row && (JSON.parse(row.document) as Found);
  };
  return {
    claim: async (event) => {
      const found = await versionOf<ClaimVersion>('claim', eventKey(event));
      if (!found) return undefined;
      // What is told of the growth and of the claim is of one place: the stored standing may follow later.
      const row = { data: JSON.stringify(found.data) };
      const judged = (await judgeClaims(db, [row], asOf)).get(row);
      return judged && { ...event, withdrawn: found.withdrawn, data: found.data, ...judged };
    },
    statement: async (event) => {
      const found = await versionOf<StatementVersion>('statement', eventKey(event));
      return found && { ...event, withdrawn: found.withdrawn, data: found.data };
    },
    notice: async (notice) => {
      const found = await versionOf<NoticeVersion>('notice', notice);
      return found && { notice, withdrawn: found.withdrawn, data: found.data };
    },
  };
}

function keyAndPeriod(name: string): [key: string, period: string] {
  const slash = name.indexOf('/');
  return [name.slice(0, slash), name.slice(slash + 1)];
}

/** The filter of one series: its code in each dimension. */
const onlySeries = (key: string): GrowthFilter =>
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
