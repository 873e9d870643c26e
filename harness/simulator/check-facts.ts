import { SET_ASIDE } from '@silkgauge/read-model';
import { ensure, same } from './ensure.ts';
import type { PresentStates } from './check-sales.ts';
import { SOURCE, type Entry, type Meaning, type World } from './input-log.ts';
import { monthKey } from './store/keys.ts';
import type { Tables } from './store/tables.ts';

type Figure = Meaning & { kind: 'figure' };

/** Evidence, figures, notices and dead letters match the log, each exactly once. */
export function checkFacts(world: World, tables: Tables, states: PresentStates): void {
  const figures = new Map<string, Figure>();
  const refused = new Set<string>();
  const withdrawn = new Set<string>();
  const notices = new Map<string, Meaning & { kind: 'notice' }>();
  const kinds = kindsOf(world);
  let repeats = 0;
  let accepted = 0;
  for (const { topic, partition, entries } of world.partitions) {
    for (const entry of entries) {
      const { meaning } = entry;
      const first = meaning.kind === 'figure' ? figures.get(meaning.id) : undefined;
      const isOutOfReach =
        meaning.kind === 'withdrawal' && (kinds.get(meaning.ref) ?? `figure ${topic}`) !== `figure ${topic}`;
      if (meaning.kind === 'bad' || isOutOfReach || (first && !isSame(first, meaning)))
        refused.add(placeOf(topic, partition, entry));
      else if (first) repeats += 1;
      else if (meaning.kind !== 'sale') accepted += 1;
      if (meaning.kind === 'figure' && !first) figures.set(meaning.id, meaning);
      if (meaning.kind === 'withdrawal' && !isOutOfReach) withdrawn.add(meaning.ref);
      if (meaning.kind === 'notice') notices.set(meaning.notice, meaning);
    }
  }
  checkLetters(world, tables, refused);
  const outcomes = [...tables.event.rows.values()].map((event) => event.outcome);
  const isAccepted = (outcome: string): boolean => outcome === 'applied' || outcome === 'superseded';
  same(outcomes.filter(isAccepted).length, accepted, 'the number of accepted facts');
  same(outcomes.filter((outcome) => outcome === 'duplicate').length, repeats, 'the number of repeats');
  checkPrints(tables, states, figures, withdrawn);
  checkNotices(tables, [...notices.values()]);
}

/** Kind and topic of each identity that a withdrawal may name. */
function kindsOf({ partitions }: World): ReadonlyMap<string, string> {
  return new Map(
    partitions.flatMap(({ topic, entries }) =>
      entries.flatMap(({ meaning }) =>
        meaning.kind === 'bad' || meaning.kind === 'sale'
          ? []
          : [[meaning.id, `${meaning.kind} ${topic}`] as const],
      ),
    ),
  );
}

function isSame(first: Figure, again: Meaning): boolean {
  return again.kind === 'figure' && again.value === first.value;
}

/** Topic and table identify a dead letter by its first place. */
function placeOf(topic: string, partition: number, { record }: Entry): string {
  return `${topic}/${String(partition)}/${String(record.offset)}`;
}

function checkLetters(world: World, { dead_letter }: Tables, refused: ReadonlySet<string>): void {
  for (const place of refused) ensure(dead_letter.rows.has(place), `${place} is no dead letter`);
  const letters = [...dead_letter.rows.values()].filter(({ rule }) => rule !== SET_ASIDE);
  same(letters.length, refused.size, 'the number of dead letters of records');
  for (const { topic, partition, entries } of world.partitions)
    for (const entry of entries) {
      const letter = dead_letter.rows.get(placeOf(topic, partition, entry));
      if (letter) same(letter.value, entry.record.value, `the value of ${placeOf(topic, partition, entry)}`);
    }
}

/** All figures are stored, withdrawals marked; the only level of a month that stands is its state's. */
function checkPrints(
  tables: Tables,
  states: PresentStates,
  figures: ReadonlyMap<string, Figure>,
  withdrawn: ReadonlySet<string>,
): void {
  const ids = new Map([...tables.series.rows.values()].map((row) => [row.key, row.series_id]));
  const rows = new Map(
    [...tables.event.rows.values()]
      .filter((event) => event.outcome === 'applied' || event.outcome === 'superseded')
      .map((event) => [event.id, tables.figure.rows.get(String(event.event_id))]),
  );
  same(tables.figure.rows.size, figures.size, 'the number of prints');
  for (const { id, series, period, measure, value } of figures.values()) {
    const row = rows.get(id);
    same(row?.series_id, ids.get(series), `the series of ${SOURCE} ${id}`);
    same(row !== undefined && row.withdrawn_by !== null, withdrawn.has(id), `the withdrawal of ${id}`);
    const present = [...figures.values()].filter(
      (f) => f.series === series && f.period === period && f.measure === measure && !withdrawn.has(f.id),
    );
    const rivals = present.filter((one) => !present.some(({ corrects }) => corrects === one.id));
    if (measure !== 'level' || rivals.length !== 1 || rivals[0]?.id !== id) continue;
    const reported = states.get(monthKey(ids.get(series) ?? '', period))?.level.reported?.value;
    same(reported, value, `the reported level of ${series}/${period}`);
  }
}

/** Each notice is as its last event says, in the register and in its newest version. */
function checkNotices(tables: Tables, notices: readonly (Meaning & { kind: 'notice' })[]): void {
  same(tables.notice.rows.size, notices.length, 'the number of notices');
  const versions = Map.groupBy(tables.register_version.rows.values(), ({ key }) => key);
  same(versions.size, notices.length, 'the number of notices with versions');
  for (const { notice, stands } of notices) {
    same(tables.notice.rows.get(notice)?.withdrawn, !stands, `the withdrawal of notice ${notice}`);
    const rows = (versions.get(notice) ?? []).sort((a, b) => Number(a.sequence - b.sequence));
    same(
      rows.map(({ version }) => version).join(),
      rows.map((_, i) => i + 1).join(),
      `the versions of notice ${notice}`,
    );
    const { withdrawn } = JSON.parse(rows.at(-1)?.document ?? '{}') as { withdrawn?: boolean };
    same(withdrawn, !stands, `what is told of notice ${notice}`);
  }
}
