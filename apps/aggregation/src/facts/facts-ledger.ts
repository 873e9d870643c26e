import { parseSeriesKey, type Domain } from '@silkgauge/contract';
import {
  addFigure,
  affectedKeys,
  foundedKeys,
  removeFigure,
  type Figure,
  type SeriesDimensions,
  type SeriesFacts,
  type StateKey,
} from '@silkgauge/growth';
import {
  findEvents,
  findFiguresByIdentity,
  findStates,
  findWithdrawals,
  listNotices,
  type Identity,
  type Queryable,
} from '@silkgauge/read-model';
import type { AcceptedRecord, ClassifiedRecord } from '../classify.ts';
import { NoticesInForce } from '../notices-in-force.ts';
import { StateBook } from '../state-book.ts';
import type { Worlds } from './worlds.ts';

/** A figure somewhere, as a withdrawal finds it. */
export interface StandingFigure {
  readonly seriesKey: string;
  readonly figure: Figure;
  readonly topic: string;
  withdrawn: boolean;
}

/** Everything a batch of facts may touch, read once and then changed in memory, event by event. */
export interface FactsLedger {
  readonly domain: Domain | null;
  /** Digests of accepted events by identity. */
  readonly known: Map<string, Buffer>;
  /** Withdrawals of this batch's topic by what they name, arrived or not; the event of one of this batch is null. */
  readonly withdrawals: Map<string, { readonly eventId: bigint | null }>;
  readonly figures: Map<string, StandingFigure>;
  readonly worlds: Worlds;
  /** Series that nobody spoke of before this batch. */
  readonly founded: Map<string, SeriesFacts>;
  readonly notices: NoticesInForce;
  readonly book: StateBook;
}

/** One string for a CloudEvents identity; neither part can hold NUL. */
export function identityKey(identity: Identity): string {
  return `${identity.source}\0${identity.id}`;
}

export async function openLedger(
  tx: Queryable,
  topic: string,
  records: readonly ClassifiedRecord[],
  domain: Domain | null,
  worlds: Worlds,
): Promise<FactsLedger> {
  const accepted = records.filter((r): r is AcceptedRecord => r.kind === 'accepted');
  const events = accepted.map((r) => r.event);
  const refs = events.flatMap((e) => (e.type === 'silkgauge.figure.withdrawn.v1' ? [e.ref] : []));
  const ledger: FactsLedger = {
    domain,
    known: new Map((await findEvents(tx, [...events, ...refs])).map((e) => [identityKey(e), e.digest])),
    withdrawals: new Map(
      (await findWithdrawals(tx, [...events, ...refs]))
        .filter((w) => w.topic === topic)
        .map((w) => [identityKey(w), { eventId: BigInt(w.event_id) }]),
    ),
    figures: new Map(),
    worlds,
    founded: new Map(),
    notices: new NoticesInForce(await listNotices(tx)),
    book: new StateBook(),
  };
  for (const found of await findFiguresByIdentity(tx, refs)) {
    const { series_key: seriesKey, print: figure, topic, withdrawn } = found;
    ledger.figures.set(identityKey(found), { seriesKey, figure, topic, withdrawn });
  }
  await readReach(tx, ledger, touchedFigures(ledger, accepted));
  return ledger;
}

interface Touched {
  readonly dimensions: SeriesDimensions;
  readonly figures: Figure[];
}

/** By series: the figures this batch brings or takes away. */
function touchedFigures(ledger: FactsLedger, accepted: readonly AcceptedRecord[]): Map<string, Touched> {
  const touched = new Map<string, Touched>();
  const touch = (seriesKey: string, dimensions: SeriesDimensions | undefined, figure: Figure): void => {
    const known = touched.get(seriesKey);
    if (known) known.figures.push(figure);
    else if (dimensions) touched.set(seriesKey, { dimensions, figures: [figure] });
  };
  for (const { event } of accepted) {
    if (event.type === 'silkgauge.figure.reported.v1') touch(event.seriesKey, event.series, event.figure);
  }
  for (const { seriesKey, figure } of ledger.figures.values())
    touch(seriesKey, parseSeriesKey(seriesKey), figure);
  return touched;
}

/**
 * Reads the figures that bear on the touched ones, and the present of every state that these can move. Which those are is
 * found out by putting all figures in and taking them out again: the decisions come later, one after another.
 */
async function readReach(
  tx: Queryable,
  ledger: FactsLedger,
  touched: ReadonlyMap<string, Touched>,
): Promise<void> {
  const { worlds, domain } = ledger;
  if (touched.size === 0) return;
  await worlds.readSeries(tx, new Map([...touched].map(([key, { dimensions }]) => [key, dimensions])));
  const founded: SeriesFacts[] = [];
  const factsOf = new Map<string, SeriesFacts>();
  for (const [key, { dimensions }] of touched) {
    const known = worlds.facts(key);
    const facts = known ?? (domain ? worlds.found(domain, dimensions) : undefined);
    if (!known && facts) founded.push(facts);
    if (facts) factsOf.set(key, facts);
  }
  await worlds.readAround(tx, factsOf.values());
  const added: { facts: SeriesFacts; figure: Figure }[] = [];
  for (const [key, facts] of factsOf) {
    for (const figure of touched.get(key)?.figures ?? []) {
      if (addFigure(facts, figure)) added.push({ facts, figure });
    }
  }
  const keys: StateKey[] = founded.flatMap(foundedKeys);
  for (const [key, facts] of factsOf) {
    for (const figure of touched.get(key)?.figures ?? []) keys.push(...affectedKeys(facts, figure));
  }
  for (const { facts, figure } of added) removeFigure(facts, figure);
  for (const facts of founded) worlds.forget(facts);
  await readStates(tx, ledger, keys);
}

/** Makes sure that the book knows what these states say now. */
export async function readStates(
  tx: Queryable,
  { worlds, book }: FactsLedger,
  keys: readonly StateKey[],
): Promise<void> {
  const wanted = new Map<string, { seriesId: number; period: string }>();
  const platform = new Set<number>();
  for (const { facts, period } of keys) {
    const row = worlds.row(facts.key);
    if (!row || book.isLooked(facts.key, period)) continue;
    book.looked(facts.key, period);
    wanted.set(`${facts.key}/${period}`, { seriesId: row.series_id, period });
    if (row.domain === 'platform') platform.add(row.series_id);
  }
  if (wanted.size === 0) return;
  const keyOf = new Map(keys.map(({ facts }) => [worlds.row(facts.key)?.series_id, facts.key]));
  for (const state of await findStates(tx, [...wanted.values()]))
    book.load(keyOf.get(state.series_id) ?? '', state);
  await worlds.readTotals(tx, [...platform]);
}
