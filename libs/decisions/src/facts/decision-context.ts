import {
  parseSeriesKey,
  type Domain,
  type FigureWithdrawn,
  type KeptRights,
  type ReleaseSchedule,
  type StatementWithdrawn,
} from '@silkgauge/contract';
import type { Figure, SeriesDimensions, SeriesFacts } from '@silkgauge/growth';
import {
  eventKey,
  type Identity,
  type KnownEvent,
  headersIn,
  type KnownWithdrawal,
  type ReleaseAccess,
  type ScheduledRelease,
} from '@silkgauge/read-model';
import { rightsIn, type AcceptedRecord, type ClassifiedRecord } from '../record/classify.ts';
import { RegisterBuffer } from '../buffer/register-buffer.ts';
import { StateBuffer } from '../buffer/state-buffer.ts';
import type { Reads } from '../reads/reads.ts';
import { heldByKey, type HeldOfKey } from './held-counts.ts';
import type { About } from './judge-rights.ts';
import { orderKey } from './orders-and-statements.ts';
import type { SeriesGraphs } from './series-graphs.ts';

/** A stored figure that a withdrawal may name. */
export interface StoredFigure {
  readonly seriesKey: string;
  readonly figure: Figure;
  readonly topic: string;
  withdrawn: boolean;
}

/** A withdrawal that stands: a stored one, or one of this batch. */
export type StoredWithdrawal = {
  /** Its own identity. */
  readonly by: Identity;
  readonly type: (FigureWithdrawn | StatementWithdrawn)['type'];
  readonly topic: string;
  /** What whoever pushed it may write; null: everything. */
  readonly rights: KeptRights | null;
} & (
  | { readonly eventId: bigint }
  | { readonly eventId: null; readonly eventIndex: number; readonly from: AcceptedRecord }
);

/** The rows that a batch of facts may affect, read once and changed in memory by each event. */
export interface DecisionContext {
  readonly domain: Domain | null;
  /** Accepted events by identity, with what those of figures are about in `figures`. */
  readonly known: Map<
    string,
    Pick<KnownEvent, 'type' | 'topic' | 'digest'> & { readonly about: About | null }
  >;
  /** Withdrawals by the identity that they name, in order of decision. */
  readonly withdrawals: Map<string, readonly StoredWithdrawal[]>;
  readonly figures: Map<string, StoredFigure>;
  readonly graphs: SeriesGraphs;
  /** Series founded by this batch. */
  readonly founded: Map<string, SeriesFacts>;
  /** Active releases whose figures come under embargo, of the reporters of this batch. */
  readonly embargoing: readonly ReleaseSchedule[];
  /** What the releases named by this batch were last scheduled as, by name. */
  readonly scheduled: Map<string, Pick<ScheduledRelease, 'at' | 'publisher'>>;
  /** Whom any scheduling of the releases named by this batch has given early access, by {@link accessKey}. */
  readonly access: Set<string>;
  /** What the keys of the records under embargo of this batch have held. */
  readonly held: Map<string, HeldOfKey>;
  /** The notices, orders and statements named by this batch. */
  readonly registered: RegisterBuffer;
  readonly buffer: StateBuffer;
}

/** One string for a CloudEvents identity; neither part can hold NUL. */
export function identityKey(identity: Identity): string {
  return `${identity.source}\0${identity.id}`;
}

/** A name and its role in the early access to a release, as one string. */
export const accessKey = ({ release, name, role }: ReleaseAccess): string =>
  JSON.stringify([release, name, role]);

/** `before` is the context of an uncommitted batch; such a batch has figures, and never withdrawals. */
export async function openContext(
  reads: Reads,
  records: readonly ClassifiedRecord[],
  domain: Domain | null,
  graphs: SeriesGraphs,
  before: DecisionContext | null = null,
): Promise<DecisionContext> {
  const accepted = records.filter((r): r is AcceptedRecord => r.kind === 'accepted');
  const events = accepted.map((r) => r.event);
  const refs = distinct(events.flatMap((event) => ('ref' in event ? [event.ref] : [])));
  const named = distinct([...events, ...refs]);
  const context: DecisionContext = {
    domain,
    known: new Map((await reads.load('events', named)).map((e) => [identityKey(e), knownEvent(e)])),
    withdrawals: Map.groupBy(
      (await reads.load('withdrawals', named)).map(storedWithdrawal),
      ({ names }) => names,
    ),
    figures: new Map(),
    graphs,
    founded: new Map(),
    embargoing: await graphs.readEmbargoing(reads, reportersOf(events)),
    scheduled: new Map((await reads.load('scheduled', releasesOf(events))).map((row) => [row.release, row])),
    access: new Set((await reads.load('access', openedOf(events))).map(accessKey)),
    held: heldByKey(await reads.load('held', keysOf(records))),
    registered: new RegisterBuffer([
      ...(await reads.load('notices', noticesOf(events))),
      ...(await reads.load('orders', ordersOf(events))),
      ...(await reads.load('statements', statementsOf(events))),
    ]),
    buffer: new StateBuffer(),
  };
  for (const found of await reads.load('figuresOfEvents', refs)) {
    const { series_key: seriesKey, print: figure, topic, withdrawn } = found;
    context.figures.set(identityKey(found), { seriesKey, figure, topic, withdrawn });
  }
  if (before) carryOver(before, context, events);
  await readReach(reads, context, touchedSeries(context, accepted));
  return context;
}

/** Each identity once: a batch may name one event many times. */
function distinct(identities: readonly Identity[]): Identity[] {
  return [...new Map(identities.map((one) => [identityKey(one), one])).values()];
}

const knownEvent = ({ about, ...event }: KnownEvent) => ({
  ...event,
  about: about === null ? null : (JSON.parse(about) as About),
});

function storedWithdrawal(row: KnownWithdrawal) {
  return {
    names: identityKey(row),
    by: { source: row.by_source, id: row.by_id },
    type: row.type as StoredWithdrawal['type'],
    topic: row.topic,
    rights: row.headers === null ? null : rightsIn(headersIn(row.headers)),
    eventId: BigInt(row.event_id),
  };
}

/** Who pushed the records that are held. */
const keysOf = (records: readonly ClassifiedRecord[]): string[] => [
  ...new Set(records.flatMap((one) => (one.kind === 'held' ? [one.waits.pushedBy] : []))),
];

function noticesOf(events: readonly AcceptedRecord['event'][]): string[] {
  return events.flatMap((event) => ('notice' in event ? [event.notice] : []));
}

function reportersOf(events: readonly AcceptedRecord['event'][]): string[] {
  const reporters = events.flatMap((event) =>
    event.type === 'silkgauge.figure.reported.v1' ? [event.series.reporter] : [],
  );
  return [...new Set(reporters)];
}

function releasesOf(events: readonly AcceptedRecord['event'][]): string[] {
  return events.flatMap((event) =>
    event.type === 'silkgauge.release.scheduled.v1' || event.type === 'silkgauge.release.cancelled.v1'
      ? [event.release]
      : [],
  );
}

function openedOf(events: readonly AcceptedRecord['event'][]): string[] {
  const opened = events.filter(({ type }) => type === 'silkgauge.release.opened.v1');
  return [...new Set(opened.flatMap((event) => ('release' in event ? [event.release] : [])))];
}

function ordersOf(events: readonly AcceptedRecord['event'][]): string[] {
  return events.flatMap((event) => orderKey(event) ?? []);
}

/** Statements that withdrawals name; a new one is in no register yet. */
function statementsOf(events: readonly AcceptedRecord['event'][]): string[] {
  return events.flatMap((event) =>
    event.type === 'silkgauge.statement.withdrawn.v1' ? [eventKey(event.ref)] : [],
  );
}

function carryOver(before: DecisionContext, context: DecisionContext, events: readonly Identity[]): void {
  for (const event of events) {
    const known = before.known.get(identityKey(event));
    if (known) context.known.set(identityKey(event), known);
  }
  for (const { seriesKey, period } of before.buffer.changes) {
    const present = before.buffer.present(seriesKey, period);
    if (present) context.buffer.recall(seriesKey, period, present);
  }
}

/** The series of which this batch adds or withdraws figures, by key. */
function touchedSeries(
  context: DecisionContext,
  accepted: readonly AcceptedRecord[],
): ReadonlyMap<string, SeriesDimensions> {
  const touched = new Map<string, SeriesDimensions>();
  for (const { event } of accepted) {
    if (event.type === 'silkgauge.figure.reported.v1') touched.set(event.seriesKey, event.series);
  }
  for (const { seriesKey } of context.figures.values()) {
    const dimensions = parseSeriesKey(seriesKey);
    if (dimensions) touched.set(seriesKey, dimensions);
  }
  return touched;
}

/** Reads the figures and sales totals behind every state that figures of the touched series may change. */
async function readReach(
  reads: Reads,
  { graphs, domain }: DecisionContext,
  touched: ReadonlyMap<string, SeriesDimensions>,
): Promise<void> {
  if (touched.size === 0) return;
  await graphs.readSeries(reads, touched);
  const unknown: SeriesFacts[] = [];
  const all = [...touched].flatMap(([key, dimensions]) => {
    const known = graphs.facts(key);
    if (known) return [known];
    if (!domain) return [];
    const facts = graphs.found(domain, dimensions);
    unknown.push(facts);
    return [facts];
  });
  const around = await graphs.readAround(reads, all);
  // A refused figure must not found its series, so `decideFigure` adds the series again.
  for (const facts of unknown) graphs.forget(facts);
  if (domain === 'platform') await graphs.readTotals(reads, around);
}
