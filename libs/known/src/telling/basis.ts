import type { OrderFilter } from '@silkgauge/contract';
import { eventKey } from '@silkgauge/read-model';
import { claimKeys } from '../registers/judged-claims.ts';
import type { WorldReader } from './read-telling.ts';

/** States of one period that a query matches. */
export interface QueriedStates {
  readonly query: OrderFilter;
  readonly period: string;
}

/** A month of sales that is told as partial, until its platform has a sale in a later one. */
export interface PartialMonth {
  readonly platform: string;
  readonly month: string;
}

/** All that a telling asked for: while nothing of it changes in the log, the same is told. */
export class Basis {
  /** States by `<series key>/<period>`. */
  readonly states = new Set<string>();
  /** Keys of series of which all periods were asked for. */
  readonly series = new Set<string>();
  readonly queries = new Map<string, QueriedStates>();
  /** Notices, claims and statements as `<kind> <key>` of their registers. */
  readonly registered = new Set<string>();
  readonly partialMonths = new Map<string, PartialMonth>();
}

/** Reads from `reader`, and notes in `basis` what is asked for. */
export function restingOn(basis: Basis, reader: WorldReader): WorldReader {
  return {
    ...reader,
    state: async (key) => {
      basis.states.add(key);
      const state = await reader.state(key);
      if (state) noteMonths(basis, [state]);
      return state;
    },
    states: async (query, period) => {
      basis.queries.set(JSON.stringify([query, period]), { query, period });
      const states = await reader.states(query, period);
      noteMonths(basis, states);
      return states;
    },
    periods: async (series) => {
      basis.series.add(series);
      const states = await reader.periods(series);
      noteMonths(basis, states);
      return states;
    },
    evidence: (key) => {
      basis.states.add(key);
      return reader.evidence(key);
    },
    before: (key, side) => {
      basis.states.add(key);
      return reader.before(key, side);
    },
    claim: async (event) => {
      basis.registered.add(`claim ${eventKey(event)}`);
      const claim = await reader.claim(event);
      // A claim is judged by states as of the place that is told from.
      if (claim) for (const key of claimKeys(claim.data)) basis.states.add(key);
      return claim;
    },
    statement: (event) => {
      basis.registered.add(`statement ${eventKey(event)}`);
      return reader.statement(event);
    },
    notice: (name) => {
      basis.registered.add(`notice ${name}`);
      return reader.notice(name);
    },
  };
}

/** The members of a state that say whether a month of sales is partial. */
interface Partly {
  readonly series: { readonly reporter: string };
  readonly period: string;
  readonly flags: readonly string[];
  /** Of sales alone. */
  readonly counts?: unknown;
}

function noteMonths(basis: Basis, states: readonly Partly[]): void {
  for (const { series, period, flags, counts } of states)
    if (counts && flags.includes('partial-period'))
      basis.partialMonths.set(`${series.reporter} ${period}`, { platform: series.reporter, month: period });
}
