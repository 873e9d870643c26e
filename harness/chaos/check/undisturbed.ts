import { connect, takeLeadOfRelay } from '@silkgauge/read-model';
import { testDatabase, startApp } from '../../services/index.ts';
import type { Kafka } from 'kafkajs';
import pg from 'pg';
import { tick } from '../../fixtures/events.ts';
import { EMBARGO_ENV } from '../load/bursts.ts';
import { binaryRecord } from '../load/cloud-events.ts';
import { CLOCK, OF_THE_LOAD } from './check-bursts.ts';
import { quiet } from './quiet.ts';
import { Findings, type Verdict } from './verdict.ts';

export interface Undisturbed {
  readonly kafka: Kafka;
  readonly brokers: string;
  /** Address of the database server, as superuser. */
  readonly serverUrl: string;
  /** Pool of the run's read model. */
  readonly pool: pg.Pool;
  readonly within: number;
}

/**
 * An undisturbed aggregation that reads the same log into a new database must get the same states, totals and
 * outcomes. It publishes nothing.
 */
export async function checkAgainstUndisturbed({
  kafka,
  brokers,
  serverUrl,
  pool,
  within,
}: Undisturbed): Promise<Verdict> {
  await using stack = new AsyncDisposableStack();
  const database = await testDatabase(serverUrl);
  stack.defer(() => database.drop());
  // Its log lacks what the other has published: it takes no part in that.
  const lead = await connect(database.url, 'chaos');
  stack.defer(() => lead.end());
  await takeLeadOfRelay(lead);
  const app = await startApp('aggregation', {
    KAFKA_BROKERS: brokers,
    TOPIC_PREFIX: '',
    DATABASE_URL: database.url,
    ...EMBARGO_ENV,
    KAFKA_GROUP: 'undisturbed',
    RELAY_TRANSACTIONAL_ID: 'undisturbed',
    LOG_LEVEL: 'warn',
  });
  stack.defer(() => app.stop());
  const other = new pg.Pool({ connectionString: database.url, max: 1 });
  other.on('error', () => undefined);
  stack.defer(() => other.end());
  await quiet(kafka, other, within, false);
  // Ticks of the log may have been read before what they lift, and this aggregation writes none.
  await sendTick(kafka);
  await quiet(kafka, other, within, false);
  return compare(await content(pool), await content(other));
}

async function sendTick(kafka: Kafka): Promise<void> {
  const { type, data } = tick(new Date().toISOString());
  const producer = kafka.producer();
  await producer.connect();
  const expected = { kind: 'fact', identity: `${CLOCK} undisturbed`, content: '' } as const;
  const attributes = { type, source: CLOCK, id: 'undisturbed' };
  const { value, headers } = binaryRecord('clock.ticks', 'clock', attributes, data, expected);
  await producer.send({ topic: 'clock.ticks', messages: [{ key: 'clock', value, headers: { ...headers } }] });
  await producer.disconnect();
}

/** Compares `found` and `expected` by key. */
export function compare(found: ReadonlyMap<string, string>, expected: ReadonlyMap<string, string>): Verdict {
  const findings = new Findings('states, totals and outcomes are those of a pass without faults');
  for (const [key, value] of expected)
    findings.expect(
      found.get(key) === value,
      () => `${key}:\n  found    ${found.get(key) ?? 'nothing'}\n  expected ${value}`,
    );
  for (const [key, value] of found)
    if (!expected.has(key)) findings.expect(false, () => `${key} is there: ${value}`);
  return findings.verdict;
}

/**
 * The part independent of the order of partitions: without the division of changes into versions, and without
 * the difference between superseded and applied events.
 */
async function content(pool: pg.Pool): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ key: string; value: string }>(
    `select 'state ' || s.key || '/' || g.period as key, (c.document::jsonb - 'change')::text as value
       from growth_state g join series s using (series_id) join change c using (sequence)
      where c.document::jsonb #> '{level}' ?| array['reported', 'computed', 'implied', 'forecast']
         or c.document::jsonb -> 'growth' <> '{}' or c.document::jsonb -> 'other' <> '{}'
     union all
     select 'total ' || s.key || '/' || t.period, t.total || ' ' || t.events || ' ' || t.units
       from sale_total t join series s using (series_id)
     union all
     select 'delivery ' || topic || '/' || partition || '/' || "offset",
            source || ' ' || id || ' ' || case outcome when 'superseded' then 'applied' else outcome end || ' ' || coalesce(rule, '')
       from event where "offset" >= 0 and ${OF_THE_LOAD}`,
  );
  return new Map(rows.map(({ key, value }) => [key, value]));
}
