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
import type { FigureIdentity } from '@silkgauge/growth';
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
  filteredVersion,
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
  return (versions) => new PushedWorld(of, rowsAt(versions), common);
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

/** A world of a push. Members are functions of their own, as a world may be taken apart. */
class PushedWorld implements WorldAfter {
  readonly #of: AfterPush;
  readonly #rows: RehearsedRows;
  readonly #common: Common;
  readonly #saidBefore = new Map<string, Promise<OldSides>>();
  readonly name: WorldReader['name'];

  constructor(of: AfterPush, rows: RehearsedRows, common: Common) {
    this.#of = of;
    this.#rows = rows;
    this.#common = common;
    this.name = of.before.name;
  }

  readonly state: WorldReader['state'] = async (name) => {
    const row = this.#rows.get(name);
    if (row) return (await this.#common.told([row]))[0];
    return this.#rows.isFounded(name) ? undefined : this.#of.before.state(name);
  };

  readonly states: WorldReader['states'] = async (query, period) => {
    const found = await this.#withNew(await this.#of.before.states(query, period), (row) => {
      const series = parseSeriesKey(row.key);
      return row.period === period && series !== undefined && matchesSeries(query, series);
    });
    return found.filter((state) => {
      const row = this.#rows.get(state.key);
      return !row || passesFilter(query, filteredOf(state, row), CODE_GRAPHS.areas);
    });
  };

  readonly periods: WorldReader['periods'] = async (series) =>
    this.#withNew(await this.#of.before.periods(series), (row) => row.key === series);

  /** States that are known, in place of those that the push changes their new versions, where these are meant. */
  async #withNew(known: readonly ToldState[], isMeant: (row: StateChange) => boolean): Promise<ToldState[]> {
    const newest = this.#rows.newest();
    const keys = new Set(newest.map(({ key, period }) => stateKey(key, period)));
    return [
      ...known.filter(({ key }) => !keys.has(key)),
      ...(await this.#common.told(newest.filter(isMeant))),
    ];
  }

  readonly evidence: WorldReader['evidence'] = async (name) => {
    const { db, push, before, smallBases } = this.#of;
    const row = this.#rows.get(name);
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
      ...(await explainPrints(db, kept, recomputed, row, graph, { unstored: this.#common.printedBy() })),
    };
  };

  readonly before: WorldReader['before'] = async (name, side) => {
    const row = this.#rows.get(name);
    if (!row) return this.#of.before.before(name, side);
    return (await this.#sidesOf(name, row)).last(side)?.said;
  };

  readonly sides: ReadSides = async (state) => {
    const row = this.#rows.get(state.key);
    if (row) return this.#sidesOf(state.key, row);
    const key = state.key.slice(0, state.key.indexOf('/'));
    return oldSidesOf(await this.#common.keptSides({ key, period: state.period, version: versionOf(state) }));
  };

  #sidesOf(name: string, row: StateChange): Promise<OldSides> {
    const found = this.#saidBefore.get(name) ?? this.#readSides(name, row);
    this.#saidBefore.set(name, found);
    return found;
  }

  async #readSides(name: string, row: StateChange): Promise<OldSides> {
    const versions = this.#rows.versions(name);
    const first = versions[0]?.version ?? 1;
    const stored = first === 1 ? null : await this.#common.keptSides({ ...row, version: first - 1 });
    const said = stored?.newest.copy() ?? new SaidBefore();
    for (const { document, version } of versions) said.take(JSON.parse(document) as StateDocument, version);
    return {
      last: (side) => said.last(side),
      first: (side) => stored?.oldest.first(side) ?? said.first(side),
    };
  }

  readonly claim: WorldReader['claim'] = async (event) => {
    const { push, before } = this.#of;
    const known = await claimIn(push, event, before);
    if (!known) return undefined;
    const subject = claimSubject(known.data);
    const names = statesBehind(subject).map(({ key, period }) => stateKey(key, period));
    const states = new Map(
      await Promise.all(names.map(async (name) => [name, await this.state(name)] as const)),
    );
    const isWithdrawn = push.withdrawals.some(({ source, id }) => source === event.source && id === event.id);
    return {
      ...event,
      withdrawn: known.withdrawn || isWithdrawn,
      data: known.data,
      ...claimSource(known.data),
      ...judgedClaim(subject, (key, period) => states.get(stateKey(key, period))),
    };
  };

  readonly statement: WorldReader['statement'] = async (event) => {
    const said = this.#registered<Said<RegisteredStatement['data']>>('statement', eventKey(event));
    return said ? { ...event, withdrawn: said.withdrawn, data: said.data } : this.#of.before.statement(event);
  };

  readonly notice: WorldReader['notice'] = async (notice) => {
    const said = this.#registered<Said<NoticeData | null>>('notice', notice);
    return said ? { notice, withdrawn: said.withdrawn, data: said.data } : this.#of.before.notice(notice);
  };

  /** The newest version of an entry of a register that the push makes. */
  #registered<Document>(kind: RegisterKind, key: string): Document | undefined {
    const version = this.#of.push.registered.findLast((one) => one.kind === kind && one.key === key);
    return version && (JSON.parse(version.document) as Document);
  }
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
const filteredOf = (state: ToldState, { domain, period }: StateChange): Filtered =>
  filteredVersion({ series: state.series, domain, period }, () => JSON.stringify(state));

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
