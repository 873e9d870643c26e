import type { Rehearsal, StateDocument } from '@silkgauge/contract';
import {
  postgresReads,
  rehearsePush,
  TooMuchWritten,
  type LiftedRecords,
  type PushedEvents,
  type RehearsedPush,
} from '@silkgauge/decisions';
import { databaseWorld, readOnce } from '@silkgauge/known';
import {
  BUDGET,
  inTransaction,
  lastSequence,
  splitDocument,
  stateKey,
  type Queryable,
  type ReadModel,
} from '@silkgauge/read-model';
import { conflictPrints } from './conflict-prints.ts';
import { changedAlerts } from './changed-alerts.ts';
import { changedVerdicts, newConflicts } from './differences.ts';
import { changedBulletins } from './told-bulletins.ts';
import { worldsAfter } from './world-after.ts';

export interface RehearsalSettings {
  readonly topicPrefix: string;
  readonly smallBases: Readonly<Record<string, string>>;
}

/** Checked events with the topic of each, without the prefix. */
export type PlacedEvents = PushedEvents;

/** Bytes of the documents of all versions of a rehearsal; the aggregation writes as many in several transactions. */
const MOST_WRITTEN = 4 * BUDGET.written;

/**
 * Works out what a push, or a lifting, would do, from one snapshot that nothing is written to. Answers with JSON
 * text, as states are joined and not parsed. `heartbeat` may throw to end the work.
 *
 * @throws TooMuchWritten also for an answer beyond `BUDGET.written` bytes
 */
export function rehearse(
  pool: ReadModel['pool'],
  placed: PushedEvents | LiftedRecords,
  { topicPrefix, smallBases }: RehearsalSettings,
  { now, heartbeat }: { readonly now: Date; readonly heartbeat: () => Promise<void> },
): Promise<string> {
  return inTransaction(pool, async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only');
    const snapshot = await lastSequence(tx);
    const push = await rehearsePush(postgresReads(tx), {
      ...placed,
      ...{ topicPrefix, smallBases, now, heartbeat, mostWritten: MOST_WRITTEN },
    });
    const states = await statesOf(tx, push);
    const changes = states.map((state) => ({ state, said: saidOf(state) }));
    const before = readOnce(databaseWorld({ db: pool, snapshot: tx, smallBases }, snapshot), MOST_READ);
    const worldAt = worldsAfter({ db: tx, before, push, snapshot, smallBases });
    const conflicts: Rehearsal['conflicts'][number][] = [];
    for (const { state, said } of changes) {
      await heartbeat();
      conflicts.push(...conflictsOf(push, state, newConflicts(said.before, said.after)));
    }
    const members = {
      snapshot,
      outcomes: outcomesOf(push),
      verdicts: changes.flatMap(({ state, said }) => changedVerdicts(keyOf(state), said.before, said.after)),
      conflicts,
      alerts: await changedAlerts({ db: tx, push, snapshot, worldAt, heartbeat }),
      bulletins: await changedBulletins(tx, push, { before, after: worldAt(push.changes.length) }, heartbeat),
    } satisfies Omit<Rehearsal, 'states'>;
    const text = `${JSON.stringify(members).slice(0, -1)},"states":[${states.map(stateText).join(',')}]}`;
    if (Buffer.byteLength(text) > BUDGET.written) throw new TooMuchWritten();
    return text;
  });
}

/** Answers about what was known before a push that are kept, some ten kilobytes each at most. */
const MOST_READ = 2_000;

/** A state that changes, with the documents of its last versions before and in the push. */
interface ChangedState {
  readonly seriesKey: string;
  readonly period: string;
  readonly versions: number;
  readonly knownAt: Date;
  readonly before: string | null;
  readonly after: string;
}

/** The changed states, in the order of their first change. */
async function statesOf(tx: Queryable, { changes }: RehearsedPush): Promise<readonly ChangedState[]> {
  const byKey = Map.groupBy(changes, ({ seriesKey, period }) => stateKey(seriesKey, period));
  const names = [...byKey.values()].flatMap(([first]) =>
    first ? [{ key: first.seriesKey, period: first.period }] : [],
  );
  const present = new Map(
    (await postgresReads(tx).load('documents', names)).map(({ name, document }) => [name, document]),
  );
  return [...byKey].flatMap(([name, versions]): readonly ChangedState[] => {
    const last = versions.at(-1);
    if (!last) return [];
    const { seriesKey, period, knownAt, document: after } = last;
    const before = present.get(name) ?? null;
    return [{ seriesKey, period, knownAt, versions: versions.length, before, after }];
  });
}

const keyOf = ({ seriesKey, period }: ChangedState): string => stateKey(seriesKey, period);

function saidOf({ before, after }: ChangedState) {
  return {
    before: before === null ? null : (JSON.parse(before) as StateDocument),
    after: JSON.parse(after) as StateDocument,
  };
}

const stateText = (state: ChangedState): string =>
  `{"key":${JSON.stringify(keyOf(state))},"versions":${String(state.versions)},` +
  `"before":${state.before === null ? 'null' : bodyText(state.before)},"after":${bodyText(state.after)}}`;

/** A document without its change. */
const bodyText = (document: string): string => `${splitDocument(document).said}}`;

function outcomesOf({ events }: RehearsedPush): Rehearsal['outcomes'] {
  return events.map(({ source, id, outcome, rule, reason }, index) => ({
    ...{ index, source, id, outcome },
    ...(rule !== null && { rule }),
    ...(reason !== null && { reason }),
  }));
}

function conflictsOf(
  push: RehearsedPush,
  state: ChangedState,
  rules: readonly string[],
): Rehearsal['conflicts'] {
  if (rules.length === 0) return [];
  const facts = push.factsOf(state.seriesKey);
  const knownAt = state.knownAt.toISOString();
  const prints = facts ? conflictPrints(facts, state.period, { rules, knownAt }) : [];
  return rules.map((rule, index) => ({ key: keyOf(state), rule, prints: prints[index] ?? [] }));
}
