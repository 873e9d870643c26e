import { deadLetterTopic, outputTopic } from '@silkgauge/contract';
import type { Sent } from './broker.fixture.ts';
import { ensure, same } from './ensure.fixture.ts';
import { monthKey } from './statements-states.fixture.ts';
import type { Tables } from './tables.fixture.ts';

/**
 * What the outgoing log holds: every version of every key, the first time in order; where some went out again, those
 * after them too, so that the last of each key is its present version. And every dead letter, once.
 */
export function checkSent(tables: Tables, sent: readonly Sent[]): void {
  checkSenders(sent);
  const series = new Map([...tables.series.rows.values()].map((row) => [row.series_id, row]));
  const byKey = new Map<string, { topic: string; version: number }[]>();
  const letters = new Map<string, number>();
  for (const { topic, key, value, headers } of sent) {
    if ('dlq-offset' in headers) {
      const from = String(headers['dlq-topic']);
      same(topic, deadLetterTopic(from), 'the topic of a dead letter');
      const place = `${from}/${String(headers['dlq-partition'])}/${String(headers['dlq-offset'])}`;
      letters.set(place, (letters.get(place) ?? 0) + 1);
    } else {
      const version = Number(/"version":(\d+)/.exec(value)?.[1]);
      const row = tables.change.rows.get(String(headers['ce_id']));
      same(row?.version, version, `the version of the record ${String(headers['ce_id'])}`);
      ensure(row !== undefined && value.endsWith(row.document.slice(1)), `${key} was sent as it never was`);
      const records = byKey.get(key);
      if (records) records.push({ topic, version });
      else byKey.set(key, [{ topic, version }]);
    }
  }
  for (const { series_id, period, version: newest } of tables.growth_state.rows.values()) {
    const { key, domain } = series.get(series_id) ?? { key: '', domain: 'customs' as const };
    const name = `${key}/${period}`;
    const records = byKey.get(name) ?? [];
    let highest = 0;
    for (const { topic, version } of records) {
      same(topic, outputTopic(domain), `the topic of ${name}`);
      ensure(version <= highest + 1, `${name} went from version ${String(highest)} to ${String(version)}`);
      highest = Math.max(highest, version);
    }
    same(
      records.at(-1)?.version,
      newest,
      `the last version sent of ${name} (${monthKey(series_id, period)})`,
    );
  }
  for (const place of tables.dead_letter.rows.keys())
    same(letters.get(place), 1, `how often dead letter ${place} was sent`);
}

/** A sender that was fenced writes nothing more. */
function checkSenders(sent: readonly Sent[]): void {
  let newest = 0;
  for (const { opening, key } of sent) {
    ensure(opening >= newest, `sender ${String(opening)} wrote ${key} after sender ${String(newest)}`);
    newest = opening;
  }
}
