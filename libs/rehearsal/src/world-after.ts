import { versionOf, type ToldState } from '@silkgauge/bulletin';
import {
  claimSubject,
  judgedClaim,
  matchesSeries,
  parseSeriesKey,
  statesBehind,
  type ClaimData,
  type NoticeData,
  type RegisteredStatement,
  type StateDocument,
  passesFilter,
  type Filtered,
} from '@silkgauge/contract';
import { idOfPushed, type RehearsedPush } from '@silkgauge/decisions';
import { periodBounds, type FigureIdentity } from '@silkgauge/growth';
import type { ReadSides } from '@silkgauge/judging';
import {
  claimSource,
  decidedBy,
  explainPrints,
  gapsOf,
  Graph,
  Newest,
  oldSidesOf,
  PRESENT,
  readKeptSides,
  recompute,
  SaidBefore,
  toldStates,
  type KeptSides,
  type OldSides,
  type WorldReader,
  CODE_GRAPHS,
} from '@silkgauge/known';
import {
  eventKey,
  stateKey,
  type Queryable,
  type RegisterKind,
  type StateChange,
  saidIn,
} from '@silkgauge/read-model';
import { printedByPush, printsAfter } from './prints-after.ts';
import { rehearsedRows, type RehearsedRows } from './rehearsed-rows.ts';

export interface AfterPush {
  readonly db: Queryable;
  /** The world before the push. */
  readonly before: WorldReader;
  readonly push: RehearsedPush;
  readonly snapshot: string;
  readonly smallBases: Readonly<Record<string, string>>;
}

/** What would be known after a push: the world before it, but for what the push changes. */
export interface WorldAfter extends WorldReader {
  /** What the sides of a state said last and first. */
  readonly sides: ReadSides;
}

/** The worlds of a push by how many versions of states have come; what they have in common is read once. */
export function worldsAfter(of: AfterPush): (versions: number) => WorldAfter {
  const rowsAt = rehearsedRows(of.push, of.snapshot);
  const common = commonOf(of);
  return (versions) => worldAfter(of, rowsAt(versions), common);
}

/** States, and versions of states, that are kept. */
const MOST_KEPT = 2_000;

type Common = ReturnType<typeof commonOf>;

function commonOf({ db, push, snapshot }: AfterPush) {
  const asOf = { sequence: snapshot };
  const states = new Newest<ToldState | undefined>(MOST_KEPT);
  const sides = new Newest<KeptSides>(MOST_KEPT);
  // Most worlds are not asked for evidence.
  let printedBy: ReturnType<typeof printedByPush> | null = null;
  return {
    told: async (rows: readonly StateChange[]): Promise<ToldState[]> => {
      const unknown = rows.filter(({ sequence }) => !states.has(sequence));
      const read = unknown.length === 0 ? [] : await toldStates(db, unknown, asOf);
      const found = new Map(unknown.map(({ sequence }, at) => [sequence, read[at]]));
      const all = rows.map((row) =>
        states.of(
          row.sequence,
          // One that is kept no more since then is read by itself.
          async () => found.get(row.sequence) ?? (await toldStates(db, [row], asOf))[0],
        ),
      );
      return (await Promise.all(all)).filter((state) => state !== undefined);
    },
    /** What was kept of a state before the push, up to a version. */
    keptSides: (row: Pick<StateChange, 'key' | 'period' | 'version'>): Promise<KeptSides> =>
      sides.of(`${stateKey(row.key, row.period)} ${String(row.version)}`, () => readKeptSides(db, row, asOf)),
    printedBy: () => (printedBy ??= printedByPush(push)),
  };
}

function worldAfter(
  { db, before, push, smallBases }: AfterPush,
  rows: RehearsedRows,
  { told, keptSides, printedBy }: Common,
): WorldAfter {
  const tellSome = async (
    known: readonly ToldState[],
    isMeant: (row: StateChange) => boolean,
  ): Promise<ToldState[]> => {
    const newest = rows.newest();
    const keys = new Set(newest.map(({ key, period }) => stateKey(key, period)));
    return [...known.filter(({ key }) => !keys.has(key)), ...(await told(newest.filter(isMeant)))];
  };
  const stateOf = async (name: string): Promise<ToldState | undefined> => {
    const row = rows.get(name);
    if (row) return (await told([row]))[0];
    return rows.isFounded(name) ? undefined : before.state(name);
  };
  const saidBefore = new Map<string, Promise<OldSides>>();
  const readSides = async (name: string, row: StateChange): Promise<OldSides> => {
    const versions = rows.versions(name);
    const first = versions[0]?.version ?? 1;
    const stored = first === 1 ? null : await keptSides({ ...row, version: first - 1 });
    const said = stored?.newest.copy() ?? new SaidBefore();
    for (const { document, version } of versions) said.take(JSON.parse(document) as StateDocument, version);
    return {
      last: (side) => said.last(side),
      first: (side) => stored?.oldest.first(side) ?? said.first(side),
    };
  };
  const sidesOf = (name: string, row: StateChange): Promise<OldSides> => {
    const found = saidBefore.get(name) ?? readSides(name, row);
    saidBefore.set(name, found);
    return found;
  };
  const registered = <Document>(kind: RegisterKind, key: string): Document | undefined => {
    const version = push.registered.findLast((one) => one.kind === kind && one.key === key);
    return version && (JSON.parse(version.document) as Document);
  };
  const isWithdrawn = ({ source, id }: FigureIdentity): boolean =>
    push.withdrawals.some((one) => one.source === source && one.id === id);
  return {
    state: stateOf,
    states: async (query, period) => {
      const found = await tellSome(await before.states(query, period), (row) => {
        const series = parseSeriesKey(row.key);
        return row.period === period && series !== undefined && matchesSeries(query, series);
      });
      return found.filter((state) => {
        const row = rows.get(state.key);
        return !row || passesFilter(query, filteredOf(state, row), CODE_GRAPHS.areas);
      });
    },
    periods: async (series) => tellSome(await before.periods(series), (row) => row.key === series),
    evidence: async (name) => {
      const row = rows.get(name);
      const facts = row && push.factsOf(row.key);
      if (!row || !facts) return before.evidence(name);
      const document = JSON.parse(row.document) as StateDocument;
      const kept = await printsAfter(db, push, facts);
      const recomputed = await recompute(kept, row, document, knownAfter(push, document), { smallBases });
      if (!recomputed) return { nodes: [], edges: [], prints: [], gaps: [] };
      const graph = new Graph(recomputed.facts, row.period, recomputed.state);
      const { nodes, edges } = graph;
      const own = { facts: recomputed.facts, period: row.period };
      return {
        ...{ nodes, edges },
        gaps: gapsOf(own, recomputed.state, row.known_at.toISOString()),
        ...(await explainPrints(db, kept, recomputed, row, graph, { unstored: printedBy() })),
      };
    },
    before: async (name, side) => {
      const row = rows.get(name);
      if (!row) return before.before(name, side);
      return (await sidesOf(name, row)).last(side)?.said;
    },
    claim: async (event) => {
      const known = await claimIn(push, event, before);
      if (!known) return undefined;
      const subject = claimSubject(known.data);
      const names = statesBehind(subject).map(({ key, period }) => stateKey(key, period));
      const states = new Map(
        await Promise.all(names.map(async (name) => [name, await stateOf(name)] as const)),
      );
      const withdrawn = known.withdrawn || isWithdrawn(event);
      return {
        ...event,
        withdrawn,
        data: known.data,
        ...claimSource(known.data),
        ...judgedClaim(subject, (key, period) => states.get(stateKey(key, period))),
      };
    },
    statement: async (event) => {
      const said = registered<Said<RegisteredStatement['data']>>('statement', eventKey(event));
      return said ? { ...event, withdrawn: said.withdrawn, data: said.data } : before.statement(event);
    },
    notice: async (notice) => {
      const said = registered<Said<NoticeData | null>>('notice', notice);
      return said ? { notice, withdrawn: said.withdrawn, data: said.data } : before.notice(notice);
    },
    name: before.name,
    sides: async (state) => {
      const row = rows.get(state.key);
      if (row) return sidesOf(state.key, row);
      const key = state.key.slice(0, state.key.indexOf('/'));
      return oldSidesOf(await keptSides({ key, period: state.period, version: versionOf(state) }));
    },
  };
}

/** Knowledge that a state may rest on, the likeliest first: what was decided up to its cause, or all. */
function knownAfter(push: RehearsedPush, { change }: StateDocument) {
  const [cause] = change.causes;
  const index = push.events.findIndex(
    ({ source, id, outcome }) =>
      source === cause?.source && id === cause.id && outcome !== 'rejected' && outcome !== 'duplicate',
  );
  return index < 0 ? [PRESENT] : [decidedBy(idOfPushed(index)), PRESENT];
}

/** What filters compare of a state. */
const filteredOf = (state: ToldState, { domain, period }: StateChange): Filtered => ({
  ...{ series: state.series, domain, period, bounds: periodBounds(period) },
  said: saidIn(JSON.stringify(state)),
});

interface Said<Data> {
  readonly withdrawn: boolean;
  readonly data: Data;
}

/** A claim that is known, or that the push brings; one withdrawn before it came is superseded. */
async function claimIn(
  { events }: RehearsedPush,
  { source, id }: FigureIdentity,
  before: WorldReader,
): Promise<Said<ClaimData> | undefined> {
  const known = await before.claim({ source, id });
  if (known) return known;
  const event = events.find(
    (one) =>
      one.type === 'silkgauge.claim.reported.v1' &&
      one.source === source &&
      one.id === id &&
      (one.outcome === 'applied' || one.outcome === 'superseded'),
  );
  if (!event?.data) return undefined;
  return { withdrawn: event.outcome === 'superseded', data: JSON.parse(event.data) as ClaimData };
}
