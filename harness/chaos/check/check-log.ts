import { KINDS, placeName, REGISTERED_KINDS, topicOfKind, type Domain } from '@silkgauge/contract';
import type { RegisterKind } from '@silkgauge/read-model';
import type { Pool } from 'pg';
import type { RestoredDatabase } from '../world/mishaps.ts';
import type { StoredRecord } from './read-topics.ts';
import { Findings, type Verdict } from './verdict.ts';

type ChangeRow = {
  readonly key: string;
  readonly version: number;
  readonly sequence: string;
  readonly known_at: Date;
  readonly is_present: boolean;
} & (
  { readonly kind: null; readonly domain: Domain } | { readonly kind: RegisterKind; readonly domain: null }
);

interface Published {
  readonly versions: Map<number, bigint>;
  last: number;
  problem: string | null;
}

/** A version found on a topic. */
interface PublishedVersion {
  readonly name: string;
  readonly version: number;
  readonly sequence: bigint;
}

/** Sequences (`after`, `until`] that a restored database had published and then lost. */
interface Lost {
  readonly after: bigint;
  readonly until: bigint;
  readonly versions: readonly PublishedVersion[];
}

/**
 * Checks the change log for consistency and against the topics; `published` is in partition order. After a
 * restore, sequences and versions continue above the published ones.
 */
export async function checkLog(
  pool: Pool,
  published: readonly StoredRecord[],
  restored: readonly RestoredDatabase[] = [],
): Promise<Verdict[]> {
  const { rows } = await pool.query<ChangeRow>(
    `select s.key || '/' || c.period as key, null as kind, s.domain, c.version, c.sequence, c.known_at,
            g.sequence is not null as is_present
     from change c join series s using (series_id)
     left join growth_state g on g.series_id = c.series_id and g.period = c.period and g.sequence = c.sequence
     union all
     select r.key, r.kind, null, r.version, r.sequence, r.known_at,
            not exists (select from register_version n where n.kind = r.kind and n.key = r.key and n.version > r.version)
     from register_version r
     order by sequence`,
  );
  const keys = publishedKeys(published);
  const lost = restored.map((one) => lostBy(one, published));
  const told = rows.filter(({ kind }) => kind === null || REGISTERED_KINDS.some((one) => one === kind));
  return [
    checkOrder(rows, lost),
    checkPublished(told, keys, lost),
    checkReaders(keys),
    checkLast(
      told.filter((row) => row.is_present),
      keys,
    ),
  ];
}

function versionOn({ topic, key, value }: StoredRecord): PublishedVersion {
  const { version, sequence } = JSON.parse(String(value)) as { version: number; sequence: string };
  return { name: `${topic} ${key ?? ''}`, version, sequence: BigInt(sequence) };
}

function lostBy({ sequence: after, ends }: RestoredDatabase, published: readonly StoredRecord[]): Lost {
  const versions = published
    .filter(({ topic, partition, offset }) => offset < (ends.get(placeName({ topic, partition })) ?? 0n))
    .map(versionOn)
    .filter(({ sequence }) => sequence > after);
  return {
    after,
    until: versions.reduce((most, { sequence }) => (sequence > most ? sequence : most), after),
    versions,
  };
}

function checkOrder(rows: readonly ChangeRow[], lost: readonly Lost[]): Verdict {
  const findings = new Findings('sequences and versions rise by one, knownAt never falls');
  const before = new Map<string, ChangeRow>();
  let sequence = 0n;
  const holes = [...lost];
  /** The highest version lost so far, by key. */
  const floors = new Map<string, number>();
  for (const row of rows) {
    for (; holes[0] && holes[0].after === sequence; holes.shift()) {
      sequence = holes[0].until;
      for (const { name, version } of holes[0].versions)
        floors.set(name, Math.max(version, floors.get(name) ?? 0));
    }
    sequence += 1n;
    const key = topicKey(row);
    const last = before.get(key);
    before.set(key, row);
    findings.expect(
      row.sequence === String(sequence) &&
        row.version === Math.max(last?.version ?? 0, floors.get(key) ?? 0) + 1 &&
        (!last || row.known_at >= last.known_at),
      () =>
        `${row.key} version ${String(row.version)} at ${row.sequence}, expected at ${String(sequence)}, follows ${JSON.stringify(last)} and published ${String(floors.get(key))}`,
    );
    sequence = BigInt(row.sequence);
  }
  return findings.verdict;
}

function publishedKeys(records: readonly StoredRecord[]): Map<string, Published> {
  const keys = new Map<string, Published>();
  for (const record of records) {
    const { name, version, sequence } = versionOn(record);
    const of = keys.get(name) ?? { versions: new Map(), last: 0, problem: null };
    keys.set(name, of);
    // A version new to readers must follow all known versions.
    if (!of.versions.has(version) && version !== of.versions.size + 1)
      of.problem ??= `version ${String(version)} came when ${String(of.versions.size)} were known`;
    const known = of.versions.get(version) ?? sequence;
    if (known !== sequence)
      of.problem ??= `version ${String(version)} stands for ${String(known)} and ${String(sequence)}`;
    of.versions.set(version, sequence);
    of.last = version;
  }
  return keys;
}

/** Topic and key of a change; a register without a topic has a place in the log, and its own name here. */
function topicKey({ kind, domain, key }: ChangeRow): string {
  if (kind === null) return `${KINDS.state.topicOf(domain)} ${key}`;
  const published = REGISTERED_KINDS.find((one) => one === kind);
  return `${published ? topicOfKind(published) : kind} ${key}`;
}

function checkPublished(
  rows: readonly ChangeRow[],
  keys: ReadonlyMap<string, Published>,
  lost: readonly Lost[],
): Verdict {
  const findings = new Findings('every change reached its topic');
  for (const row of rows) {
    const sequence = keys.get(topicKey(row))?.versions.get(row.version);
    findings.expect(
      sequence === BigInt(row.sequence),
      () =>
        `${row.key} version ${String(row.version)}: ${String(sequence ?? 'nothing')} instead of ${row.sequence}`,
    );
  }
  const count = [...keys.values()].reduce((sum, { versions }) => sum + versions.size, 0);
  const gone = new Set(
    lost.flatMap(({ versions }) => versions.map(({ name, version }) => `${name} ${String(version)}`)),
  );
  findings.expect(
    count === rows.length + gone.size,
    () =>
      `${String(count)} versions on the topics, ${String(rows.length)} in the log, ${String(gone.size)} were lost with a database`,
  );
  return findings.verdict;
}

function checkReaders(keys: ReadonlyMap<string, Published>): Verdict {
  const findings = new Findings('a reader of a topic gets the versions of each key in order');
  for (const [key, { problem }] of keys) findings.expect(problem === null, () => `${key}: ${problem ?? ''}`);
  return findings.verdict;
}

function checkLast(present: readonly ChangeRow[], keys: ReadonlyMap<string, Published>): Verdict {
  const findings = new Findings("the last record of each key has the table's version");
  for (const row of present) {
    const last = keys.get(topicKey(row))?.last;
    findings.expect(
      last === row.version,
      () => `${row.key}: ${String(last)} instead of ${String(row.version)}`,
    );
  }
  findings.expect(
    keys.size === present.length,
    () => `${String(keys.size)} keys on the topics, ${String(present.length)} in the table`,
  );
  return findings.verdict;
}
