import {
  countHeldBy,
  findAccess,
  findEmbargoing,
  findEvents,
  findFigures,
  findFiguresByIdentity,
  findPrintedSeries,
  findRegistered,
  findScheduled,
  findSeries,
  findStatesToRevise,
  findTotals,
  findTotalsOfSeries,
  findWithdrawals,
  hasVersionFloors,
  platformTurn,
  readPresentStates,
  type Queryable,
} from '@silkgauge/read-model';
import type { LoadName, Loads, Reads } from './reads.ts';

type Statements = {
  readonly [Name in LoadName]: (
    db: Queryable,
    keys: readonly Loads[Name]['key'][],
  ) => Promise<Loads[Name]['row'][]>;
};

const LOADS: Statements = {
  events: findEvents,
  withdrawals: findWithdrawals,
  figuresOfEvents: findFiguresByIdentity,
  figures: findFigures,
  series: findSeries,
  printedSeries: findPrintedSeries,
  totals: findTotals,
  totalsOfSeries: findTotalsOfSeries,
  states: findStatesToRevise,
  documents: async (db, keys) =>
    Array.from(await readPresentStates(db, keys), ([name, document]) => ({ name, document })),
  notices: (db, keys) => findRegistered(db, 'notice', keys),
  claims: (db, keys) => findRegistered(db, 'claim', keys),
  orders: (db, keys) => findRegistered(db, 'order', keys),
  statements: (db, keys) => findRegistered(db, 'statement', keys),
  scheduled: findScheduled,
  held: countHeldBy,
  access: findAccess,
  embargoing: findEmbargoing,
};

/** Reads of a connection, a pool, or a transaction of PostgreSQL. */
export function postgresReads(db: Queryable): Reads {
  return {
    load: (what, keys) => LOADS[what](db, keys),
    platformTurn: () => platformTurn(db),
    hasFloors: () => hasVersionFloors(db),
  };
}
