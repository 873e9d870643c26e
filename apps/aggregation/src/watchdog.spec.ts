import type { PartitionProgress } from '@silkgauge/kafka';
import { judgeProgress, NOTHING_SEEN, type Sight } from './watchdog.ts';

const MINUTE = 60_000;
const PATIENCE = 10 * MINUTE;

const partition = (position: bigint | null, more: Partial<PartitionProgress> = {}): PartitionProgress => ({
  topic: 'platform.sales',
  partition: 0,
  state: 'reading',
  reason: null,
  position,
  end: 100n,
  ...more,
});

/** Looks once a minute; returns the complaint and its minute, or null. */
function watch(minutes: number, sightAt: (minute: number) => Partial<Sight>) {
  let seen = NOTHING_SEEN;
  for (let minute = 0; minute <= minutes; minute++) {
    const sight = {
      at: minute * MINUTE,
      databaseAnswers: true,
      brokerAnswers: true,
      joined: true,
      partitions: [partition(7n)],
      ...sightAt(minute),
    };
    const { watch: next, stuck } = judgeProgress(seen, sight, PATIENCE);
    seen = next;
    if (stuck !== null) return { minute, stuck };
  }
  return null;
}

describe('the watchdog', () => {
  it('ends a process whose records wait for ten minutes without progress, and names the partition', () => {
    const found = watch(60, () => ({
      partitions: [partition(7n, { state: 'retrying', reason: 'no such column' })],
    }));
    expect(found?.minute).toBe(10);
    expect(found?.stuck).toBe(
      'no progress though records wait: platform.sales/0 at offset 7 of 100, retrying (no such column), for 10 minutes',
    );
  });

  it('judges positions in any state: a reader without its first claim is stuck too', () => {
    expect(watch(60, () => ({ partitions: [partition(null, { state: 'claiming' })] }))?.minute).toBe(10);
  });

  it('accepts one record in nine minutes as progress', () => {
    expect(watch(300, (minute) => ({ partitions: [partition(BigInt(Math.floor(minute / 9)))] }))).toBeNull();
  });

  it('is silent without waiting records', () => {
    expect(watch(300, () => ({ partitions: [partition(100n)] }))).toBeNull();
    expect(watch(300, () => ({ partitions: [] }))).toBeNull();
  });

  it('counts from the arrival of records, not from the last processed record', () => {
    const found = watch(300, (minute) => ({
      partitions: [partition(100n, { end: minute < 60 ? 100n : 101n })],
    }));
    expect(found?.minute).toBe(70);
  });

  it('ends the process for one stuck partition among others', () => {
    const found = watch(60, (minute) => ({
      partitions: [partition(BigInt(minute), { partition: 1 }), partition(7n, { partition: 2 })],
    }));
    expect(found?.stuck).toContain('platform.sales/2');
    expect(found?.stuck).not.toContain('platform.sales/1');
  });

  it('does not end the process while the database is away, or in the minute after', () => {
    expect(watch(600, (minute) => ({ databaseAnswers: minute < 5 || minute > 590 }))).toBeNull();
  });

  it('does not end the process while the broker is away', () => {
    expect(watch(600, () => ({ brokerAnswers: false, joined: false }))).toBeNull();
  });

  it('counts time outside of the group while broker and database answer', () => {
    const found = watch(60, () => ({ joined: false, partitions: [] }));
    expect(found).toMatchObject({
      minute: 10,
      stuck: expect.stringContaining('out of the consumer group for 10 minutes'),
    });
    expect(watch(60, (minute) => ({ joined: minute % 9 === 0, partitions: [] }))).toBeNull();
  });

  it('does not end the process for a halted partition', () => {
    expect(watch(600, () => ({ partitions: [partition(7n, { state: 'halted' })] }))).toBeNull();
  });

  it('does not count time in which the process was stopped', () => {
    const found = watch(20, (minute) => ({ at: (minute < 5 ? minute : minute + 500) * MINUTE }));
    expect(found?.minute).toBe(15);
  });
});
