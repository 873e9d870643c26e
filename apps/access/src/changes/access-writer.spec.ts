import fc from 'fast-check';
import { AuditCheck, HeldRecords, type PolicyRecord } from '@silkgauge/access';
import { failure } from '@silkgauge/calls';
import { Fenced, SendFailed, type OutRecord, type Sender, type TopicRecords } from '@silkgauge/kafka';
import { AccessWriter } from './access-writer.ts';
import type { Order } from './change.ts';

/** What becomes of a transaction: `lost` is committed, and its answer does not come. */
type Fate = 'done' | 'lost' | 'failed';

/** A broker with transactions, one at a time: a newer holder of the id fences the former one. */
class Log {
  readonly access: OutRecord[] = [];
  readonly audit: OutRecord[] = [];
  #epoch = 0;
  readonly #fates: Fate[];

  constructor(fates: readonly Fate[]) {
    this.#fates = [...fates];
  }

  readonly open = async (): Promise<Sender> => {
    await pause();
    this.#epoch += 1;
    const epoch = this.#epoch;
    let isUsedUp = false;
    return {
      send: () => Promise.reject(new Error('not used')),
      sendTogether: async (batches) => {
        await pause();
        if (isUsedUp) throw new SendFailed('used up');
        if (epoch !== this.#epoch) throw new Fenced('a newer sender');
        const fate = this.#fates.shift() ?? 'done';
        if (fate !== 'failed') this.#commit(batches);
        isUsedUp = fate !== 'done';
        if (isUsedUp) throw new SendFailed('no answer');
      },
      close: () => Promise.resolve(),
    };
  };

  #commit(batches: readonly TopicRecords[]): void {
    for (const { topic, records } of batches) this[topic === 'audit' ? 'audit' : 'access'].push(...records);
  }
}

const pause = () => new Promise((resolve) => setImmediate(resolve));

/** The table of a process, which reads the log to its end. */
const heldOf = (log: Log) => {
  const held = new HeldRecords();
  let next = 0;
  const ignored: string[] = [];
  const readToEnd = async (): Promise<void> => {
    await pause();
    for (; next < log.access.length; next += 1) {
      const { key, value } = log.access[next] as { key: string; value: string };
      const reason = held.take(Buffer.from(key), Buffer.from(value));
      if (reason) ignored.push(reason);
    }
  };
  return { held, ignored, readToEnd };
};

const processOn = (log: Log) => {
  const { held, ignored, readToEnd } = heldOf(log);
  const table = { held, readToEnd };
  const writer = new AccessWriter({
    table,
    open: log.open,
    topic: 'access',
    auditTopic: 'audit',
    signingKey: null,
  });
  return { held, ignored, writer };
};

const nextVersion: Order<number> = {
  actor: { cli: 'test' },
  action: 'policy.changed',
  target: 'policy',
  decide: (held) => {
    const version = held.policyVersion() + 1;
    const record: PolicyRecord = { kind: 'policy', id: 'policy', version, policy: {} };
    return { record, target: 'policy', answer: version };
  },
};

const checked = (log: Log) => {
  const check = new AuditCheck();
  for (const { value } of log.audit) check.add(JSON.parse(String(value)));
  return check.report();
};

it('no answered change is lost, none is there twice, and the audit has exactly what was done', async () => {
  const fates = fc.array(fc.constantFrom<Fate>('done', 'done', 'lost', 'failed'), { maxLength: 8 });
  const turns = fc.array(fc.nat(1), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fates, turns, async (some, list) => {
      const log = new Log(some);
      const processes = [processOn(log), processOn(log)];
      const outcomes = await Promise.allSettled(
        list.map((turn) => (processes[turn] as ReturnType<typeof processOn>).writer.change(nextVersion)),
      );
      const answered = outcomes.map((one) => (one.status === 'fulfilled' ? one.value : one.reason) as number);
      const versions = log.access.map(({ value }) => (JSON.parse(String(value)) as PolicyRecord).version);
      // Each version stands on the one before: no process decided by records of before.
      expect(versions).toEqual(versions.map((_, index) => index + 1));
      expect(answered.toSorted((a, b) => a - b)).toEqual(versions);
      for (const { ignored } of processes) expect(ignored).toEqual([]);
      expect(checked(log)).toMatchObject({ entries: versions.length, fault: null });
    }),
    { numRuns: 15 },
  );
}, 120_000);

it('a refusal has an entry, and changes nothing', async () => {
  const log = new Log([]);
  const { writer } = processOn(log);
  const refused = writer.change({
    ...nextVersion,
    decide: () => {
      throw failure('pinned', 'It is fixed.');
    },
  });
  await expect(refused).rejects.toThrow('It is fixed.');
  expect(log.access).toEqual([]);
  const [entry] = log.audit.map(({ value }) => JSON.parse(String(value)) as object);
  expect(entry).toMatchObject({ action: 'policy.changed', outcome: 'refused', reason: 'It is fixed.' });
});

it('few changes wait, and those beyond are told to come back', async () => {
  const log = new Log([]);
  const { writer } = processOn(log);
  const outcomes = await Promise.allSettled(Array.from({ length: 70 }, () => writer.change(nextVersion)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(64);
  await expect(writer.change(nextVersion)).resolves.toBe(65);
});

it('a change that does not hold is told as unavailable, though it was written', async () => {
  const log = new Log([]);
  const { held, readToEnd } = heldOf(log);
  // Somebody else's record stands where this one would.
  const isOvertaken = async (): Promise<void> => {
    if (log.access.length > 0 && held.policyVersion() === 0) {
      const forged = { kind: 'policy', id: 'policy', version: 1, policy: { anonymous: ['read'] } };
      held.take(Buffer.from('policy'), Buffer.from(JSON.stringify(forged)));
    }
    await readToEnd();
  };
  const writer = new AccessWriter({
    ...{ table: { held, readToEnd: isOvertaken }, open: log.open, topic: 'access', auditTopic: 'audit' },
    ...{ signingKey: null, visibleWithin: 100 },
  });
  await expect(writer.change(nextVersion)).rejects.toMatchObject({ problem: { status: 503 } });
  await expect(writer.change(nextVersion)).resolves.toBe(2);
});

it('a change that no broker took is told as unavailable, and the next one is made', async () => {
  const log = new Log([]);
  const { held, readToEnd } = heldOf(log);
  let isAway = true;
  const open = () => (isAway ? Promise.reject(new SendFailed('no broker')) : log.open());
  const writer = new AccessWriter({
    table: { held, readToEnd },
    open,
    topic: 'access',
    auditTopic: 'audit',
    signingKey: null,
  });
  await expect(writer.change(nextVersion)).rejects.toMatchObject({
    problem: { status: 503 },
    headers: { 'retry-after': '2' },
  });
  isAway = false;
  await expect(writer.change(nextVersion)).resolves.toBe(1);
});
