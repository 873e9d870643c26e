import { deadLetterTopic, KINDS, type OutputTopic } from '@silkgauge/contract';
import { SET_ASIDE } from '@silkgauge/read-model';
import type { Sent } from './broker.ts';
import { ensure, same } from './ensure.ts';
import { monthKey } from './store/keys.ts';
import type { Tables } from './store/tables.ts';

/**
 * The outgoing log holds every version of every key that was not set aside, first in order, then repeats; the
 * last record of a key is its present version. Every dead letter is sent once.
 */
export function checkSent(tables: Tables, sent: readonly Sent[], mostBytes: number): void {
  checkSenders(sent);
  checkSetAside(tables, mostBytes);
  const series = new Map([...tables.series.rows.values()].map((row) => [row.series_id, row]));
  const byKey = new Map<string, { topic: string; version: number }[]>();
  const publishable = publishableVersions(tables);
  const letters = new Map<string, number>();
  const registered = [...tables.register_version.rows.values()];
  const rows = new Map<string, { readonly version: number; readonly document: string }>([
    ...tables.change.rows,
    ...registered.map((row) => [String(row.sequence), row] as const),
  ]);
  for (const { topic, key, value, headers } of sent) {
    if ('dlq-offset' in headers) {
      const from = String(headers['dlq-topic']);
      same(topic, deadLetterTopic(from), 'the topic of a dead letter');
      const place = `${from}/${String(headers['dlq-partition'])}/${String(headers['dlq-offset'])}`;
      letters.set(place, (letters.get(place) ?? 0) + 1);
    } else {
      const version = Number(/"version":(\d+)/.exec(value)?.[1]);
      const row = rows.get(String(headers['ce_id']));
      same(row?.version, version, `the version of the record ${String(headers['ce_id'])}`);
      ensure(row !== undefined && value.endsWith(row.document.slice(1)), `${key} was sent as it never was`);
      const records = byKey.get(key);
      if (records) records.push({ topic, version });
      else byKey.set(key, [{ topic, version }]);
    }
  }
  const checkKey = (name: string, topic: OutputTopic, versions: readonly number[]) => {
    const records = byKey.get(name) ?? [];
    let sentUntil = 0;
    for (const { topic: on, version } of records) {
      same(on, topic, `the topic of ${name}`);
      const place = versions.indexOf(version);
      ensure(place >= 0, `version ${String(version)} of ${name} was set aside`);
      ensure(place <= sentUntil, `${name} left out versions before ${String(version)}`);
      sentUntil = Math.max(sentUntil, place + 1);
    }
    same(records.at(-1)?.version, versions.at(-1), `the last version sent of ${name}`);
  };
  for (const { series_id, period } of tables.growth_state.rows.values()) {
    const { key, domain } = series.get(series_id) ?? { key: '', domain: 'customs' as const };
    checkKey(
      `${key}/${period}`,
      KINDS.state.topicOf(domain),
      publishable.get(monthKey(series_id, period)) ?? [],
    );
  }
  const isSetAside = (sequence: bigint) =>
    [...tables.dead_letter.rows.values()].some(
      ({ rule, offset }) => rule === SET_ASIDE && offset === sequence,
    );
  const told = registered.filter(({ sequence }) => !isSetAside(sequence));
  for (const [key, rows] of Map.groupBy(told, ({ key: of }) => of))
    checkKey(
      key,
      'notice-updated',
      rows.map(({ version }) => version).sort((one, other) => one - other),
    );
  for (const place of tables.dead_letter.rows.keys())
    same(letters.get(place), 1, `how often dead letter ${place} was sent`);
}

/** Versions by month that were not set aside, in order. */
function publishableVersions({ change, dead_letter }: Tables): ReadonlyMap<string, number[]> {
  const aside = new Set(
    [...dead_letter.rows.values()].filter(({ rule }) => rule === SET_ASIDE).map(({ offset }) => offset),
  );
  const versions = new Map<string, number[]>();
  for (const { series_id, period, version, sequence } of change.rows.values()) {
    const month = monthKey(series_id, period);
    const list = versions.get(month) ?? [];
    versions.set(month, list);
    if (!aside.has(sequence)) list.push(version);
  }
  for (const list of versions.values()) list.sort((a, b) => a - b);
  return versions;
}

/** Only documents that are too large are set aside. */
function checkSetAside({ change, register_version, dead_letter }: Tables, mostBytes: number): void {
  const registered = [...register_version.rows.values()];
  for (const { rule, offset } of dead_letter.rows.values()) {
    const row = change.rows.get(String(offset)) ?? registered.find(({ sequence }) => sequence === offset);
    const bytes = row?.document.length ?? 0;
    // Headers and the envelope of a document take less than a kilobyte.
    if (rule === SET_ASIDE)
      ensure(bytes + 1_024 > mostBytes, `${String(offset)} was set aside with ${String(bytes)} bytes`);
  }
}

/** A fenced sender writes nothing more. */
function checkSenders(sent: readonly Sent[]): void {
  const newest = new Map<string, number>();
  for (const { id, opening, key } of sent) {
    const before = newest.get(id) ?? 0;
    ensure(
      opening >= before,
      `sender ${String(opening)} of ${id} wrote ${key} after sender ${String(before)}`,
    );
    newest.set(id, opening);
  }
}
