import type { ToldState } from '@silkgauge/bulletin';
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
} from '@silkgauge/contract';
import { idOfPushed, type RehearsedPush } from '@silkgauge/decisions';
import { OVER_YEAR, type FigureIdentity } from '@silkgauge/growth';
import { sidesAsOf, type ReadSides } from '@silkgauge/judging';
import {
  decidedBy,
  explainPrints,
  gapsOf,
  Graph,
  PRESENT,
  readOldSides,
  readSaidBefore,
  recompute,
  SaidBefore,
  toldStates,
  type OldSides,
  type WorldReader,
} from '@silkgauge/known';
import {
  eventKey,
  stateKey,
  type Queryable,
  type RegisterKind,
  type StateChange,
} from '@silkgauge/read-model';
import { printedByPush, printsAfter } from './prints-after.ts';
import type { RehearsedRows } from './rehearsed-rows.ts';

export interface AfterPush {
  readonly db: Queryable;
  /** The world before the push. */
  readonly before: WorldReader;
  readonly push: RehearsedPush;
  /** The states that the push changes, as far as they are known. */
  readonly rows: RehearsedRows;
  readonly snapshot: string;
  readonly smallBases: Readonly<Record<string, string>>;
}

/** What would be known after a push: the world before it, but for what the push changes. */
export interface WorldAfter extends WorldReader {
  /** What the sides of a state said last and first. */
  readonly sides: ReadSides;
}

export function worldAfter({ db, before, push, rows, snapshot, smallBases }: AfterPush): WorldAfter {
  // One of many worlds of a push: most are not asked for evidence.
  let printedBy: ReturnType<typeof printedByPush> | null = null;
  const told = (some: readonly StateChange[]) => toldStates(db, some, { sequence: snapshot });
  const tellSome = async (
    known: readonly ToldState[],
    isMeant: (row: StateChange) => boolean,
  ): Promise<ToldState[]> => {
    const changed = await told(rows.newest().filter(isMeant));
    const keys = new Set(changed.map(({ key }) => key));
    return [...known.filter(({ key }) => !keys.has(key)), ...changed];
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
    const asOf = { sequence: snapshot };
    const stored = first === 1 ? null : { ...row, version: first - 1 };
    const said = stored ? await readSaidBefore(db, stored, asOf) : new SaidBefore();
    for (const { document, version } of versions) said.take(JSON.parse(document) as StateDocument, version);
    const oldest = stored ? await readOldSides(db, stored, asOf) : said;
    return { last: (side) => said.last(side), first: (side) => oldest.first(side) ?? said.first(side) };
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
    states: async (query, period) =>
      tellSome(await before.states(query, period), (row) => {
        const series = parseSeriesKey(row.key);
        return row.period === period && series !== undefined && matchesSeries(query, series);
      }),
    periods: async (series) => tellSome(await before.periods(series), (row) => row.key === series),
    evidence: async (name) => {
      const row = rows.get(name);
      const facts = row && push.factsOf(row.key);
      if (!row || !facts) return before.evidence(name);
      const document = JSON.parse(row.document) as StateDocument;
      const kept = await printsAfter(db, push, facts);
      const recomputed = recompute(kept, row, document, knownAfter(push, document), smallBases);
      if (!recomputed) return { nodes: [], edges: [], prints: [], gaps: [] };
      const graph = new Graph(recomputed.facts, row.period, recomputed.state);
      const { nodes, edges } = graph;
      const own = { facts: recomputed.facts, period: row.period };
      return {
        ...{ nodes, edges },
        gaps: gapsOf(own, recomputed.state, row.known_at.toISOString()),
        prints: await explainPrints(db, kept, recomputed, row, graph, {
          unstored: (printedBy ??= printedByPush(push)),
        }),
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
      const growthOf = (key: string, period: string) => states.get(stateKey(key, period))?.growth[OVER_YEAR];
      const withdrawn = known.withdrawn || isWithdrawn(event);
      return { ...event, withdrawn, data: known.data, ...judgedClaim(subject, growthOf) };
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
    sides: (state) => {
      const row = rows.get(state.key);
      return row ? sidesOf(state.key, row) : sidesAsOf(db, snapshot)(state);
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
