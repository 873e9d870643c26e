import type { OutRecord } from '@silkgauge/kafka';
import { AuditCheck } from './audit-check.ts';
import { AuditWriter } from './audit-writer.ts';

const started = { actor: {}, action: 'process.started', target: 'customs-feed', outcome: 'done' } as const;

it('entries of a process come to the topic as one chain of CloudEvents, also where many are written at once', async () => {
  const topic: OutRecord[] = [];
  const writer = new AuditWriter(async (record) => {
    // A broker answers later requests no later than earlier ones only by chance.
    await new Promise((resolve) => setTimeout(resolve, topic.length % 2));
    topic.push(record);
  });
  const entries = await Promise.all(Array.from({ length: 20 }, () => writer.write(started)));
  expect(topic.map(({ value }) => JSON.parse(String(value)) as unknown)).toEqual(entries);
  const check = new AuditCheck();
  for (const { value } of topic) check.add(JSON.parse(String(value)));
  expect(check.report()).toEqual({ entries: 20, chains: 1, fault: null });
  expect(topic[4]).toMatchObject({
    key: entries[0]?.chain,
    headers: { ce_specversion: '1.0', ce_type: 'silkgauge.audit.recorded.v1', ce_time: entries[4]?.at },
  });
  expect(new Set(topic.map(({ headers }) => headers?.['ce_id'])).size).toBe(20);
});

it('an entry that may have been written is followed by another chain, whichever it was', async () => {
  for (const wasWritten of [true, false]) {
    const topic: OutRecord[] = [];
    let sends = 0;
    const writer = new AuditWriter((record) => {
      sends += 1;
      if (sends !== 2 || wasWritten) topic.push(record);
      return sends === 2 ? Promise.reject(new Error('no answer')) : Promise.resolve();
    });
    await writer.write(started);
    await expect(writer.write(started)).rejects.toThrow('no answer');
    await writer.write(started);
    const check = new AuditCheck();
    for (const { value } of topic) check.add(JSON.parse(String(value)));
    expect(check.report()).toEqual({ entries: wasWritten ? 3 : 2, chains: 2, fault: null });
  }
});
