import type { Pool } from 'pg';
import type { StoredRecord } from './read-topics.ts';
import { Findings, type Verdict } from './verdict.ts';

interface ChangeRow {
  readonly key: string;
  readonly topic: string;
  readonly version: number;
  readonly sequence: string;
  readonly known_at: Date;
  readonly is_present: boolean;
}

interface Published {
  readonly versions: Map<number, string>;
  last: number;
  problem: string | null;
}

/** The change log within itself, and against what stands on the topics. `published` in the order of the partitions. */
export async function checkLog(pool: Pool, published: readonly StoredRecord[]): Promise<Verdict[]> {
  const { rows } = await pool.query<ChangeRow>(
    `select s.key || '/' || c.period as key, 'growth-updated.' || s.domain as topic, c.version, c.sequence, c.known_at,
            g.sequence is not null as is_present
     from change c join series s using (series_id)
     left join growth_state g on g.series_id = c.series_id and g.period = c.period and g.sequence = c.sequence
     union all
     select r.key, r.kind || '-updated', r.version, r.sequence, r.known_at,
            not exists (select from register_version n where n.kind = r.kind and n.key = r.key and n.version > r.version)
     from register_version r
     order by sequence`,
  );
  const keys = publishedKeys(published);
  return [
    checkOrder(rows),
    checkPublished(rows, keys),
    checkReaders(keys),
    checkLast(
      rows.filter((row) => row.is_present),
      keys,
    ),
  ];
}

function checkOrder(rows: readonly ChangeRow[]): Verdict {
  const findings = new Findings('sequences and versions rise by one, knownAt never falls');
  const before = new Map<string, ChangeRow>();
  rows.forEach((row, index) => {
    const last = before.get(topicKey(row));
    before.set(topicKey(row), row);
    findings.expect(
      row.sequence === String(index + 1) &&
        row.version === (last?.version ?? 0) + 1 &&
        (!last || row.known_at >= last.known_at),
      () => `${row.key} version ${String(row.version)} at ${row.sequence} follows ${JSON.stringify(last)}`,
    );
  });
  return findings.verdict;
}

function publishedKeys(records: readonly StoredRecord[]): Map<string, Published> {
  const keys = new Map<string, Published>();
  for (const { topic, key, value } of records) {
    const name = `${topic} ${key ?? ''}`;
    const { version, sequence } = JSON.parse(String(value)) as { version: number; sequence: string };
    const of = keys.get(name) ?? { versions: new Map(), last: 0, problem: null };
    keys.set(name, of);
    // One that is new to a reader must be the next after all that it has seen.
    if (!of.versions.has(version) && version !== of.versions.size + 1)
      of.problem ??= `version ${String(version)} came when ${String(of.versions.size)} were known`;
    of.versions.set(version, sequence);
    of.last = version;
  }
  return keys;
}

const topicKey = ({ topic, key }: ChangeRow): string => `${topic} ${key}`;

function checkPublished(rows: readonly ChangeRow[], keys: ReadonlyMap<string, Published>): Verdict {
  const findings = new Findings('every change reached its topic');
  for (const row of rows) {
    const sequence = keys.get(topicKey(row))?.versions.get(row.version);
    findings.expect(
      sequence === row.sequence,
      () => `${row.key} version ${String(row.version)}: ${sequence ?? 'nothing'} instead of ${row.sequence}`,
    );
  }
  const count = [...keys.values()].reduce((sum, { versions }) => sum + versions.size, 0);
  findings.expect(
    count === rows.length,
    () => `${String(count)} versions on the topics, ${String(rows.length)} in the log`,
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
