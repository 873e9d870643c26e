import fc from 'fast-check';
import type { OutRecord } from '@silkgauge/kafka';
import { LastUses } from './last-uses.ts';
import { UsageTeller } from './usage-teller.ts';

const NEVER = 2 ** 30;
const idOf = (number: number) => `key-${String(number)}`;
const bytes = (value: string | Buffer | null) => (value === null ? null : Buffer.from(value));

it('the last use of a key is the latest that any process told, also where a broker refuses some records', async () => {
  const use = fc.record({ process: fc.nat(1), key: fc.nat(3), at: fc.nat(1_000_000) });
  const step = fc.oneof(use, fc.constant<'tell'>('tell'), fc.constant<'refuse'>('refuse'));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const topic: OutRecord[] = [];
      let isRefusing = false;
      const send = (records: readonly OutRecord[]) => {
        if (isRefusing) return Promise.reject(new Error('no broker'));
        topic.push(...records);
        return Promise.resolve();
      };
      const tellers = [new UsageTeller(send, NEVER), new UsageTeller(send, NEVER)];
      const latest = new Map<string, number>();
      for (const [index, one] of steps.entries()) {
        isRefusing = one === 'refuse';
        if (typeof one === 'string') await Promise.all(tellers.map((teller) => teller.tell()));
        else {
          // A clock that goes on.
          const at = index * 1_000_000 + one.at;
          tellers[one.process]?.note(idOf(one.key), at);
          latest.set(idOf(one.key), at);
        }
      }
      isRefusing = false;
      await Promise.all(tellers.map((teller) => teller.close()));
      const uses = new LastUses();
      for (const { key, value } of topic) expect(uses.take(bytes(key), bytes(value))).toBe(true);
      for (const id of [0, 1, 2, 3].map(idOf)) {
        const at = latest.get(id);
        expect(uses.of(id)).toBe(at === undefined ? null : new Date(at).toISOString());
      }
    }),
    { numRuns: 100 },
  );
});

it('a key that is used often is told once in a minute', async () => {
  const topic: OutRecord[] = [];
  const teller = new UsageTeller((records) => Promise.resolve(topic.push(...records)), NEVER);
  for (let at = 0; at < 1_000; at += 1) teller.note('one', at);
  await teller.tell();
  await teller.tell();
  await teller.close();
  expect(topic).toEqual([{ key: 'one', value: '{"id":"one","at":"1970-01-01T00:00:00.999Z"}' }]);
});

it('last uses leave out what is none', () => {
  const uses = new LastUses();
  const at = '2026-11-28T10:00:00Z';
  for (const [key, value] of [
    ['a', null],
    ['a', '{'],
    ['a', '{"id":"a"}'],
    ['b', JSON.stringify({ id: 'a', at })],
    ['a', JSON.stringify({ id: 'a', at: 'today' })],
  ] as const)
    expect(uses.take(Buffer.from(key), bytes(value))).toBe(false);
  expect(uses.of('a')).toBeNull();
});
