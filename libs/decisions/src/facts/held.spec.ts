import type { HeldRecord } from '../record/classify.ts';
import type { DecisionContext } from './decision-context.ts';
import type { Decisions } from './decisions.ts';
import { decideHeld, MOST_HELD } from './held.ts';
import { heldByKey } from './held-counts.ts';

it('a key has room for 256 MiB of ciphertext in all, whatever the events wait for', () => {
  const until = new Date('2999-01-01T00:00:00Z');
  const context = {
    held: heldByKey([
      { pushedBy: 'full', release: 'H1', until: null, events: 1, bytes: MOST_HELD.bytes - 4 },
      { pushedBy: 'other', release: 'H1', until: null, events: 1, bytes: 100 },
    ]),
  } as unknown as DecisionContext;
  const decisions = {
    batch: { topic: 'customs.embargoed', partition: 0 },
    ...{ held: [], deadLetters: [] },
  } as unknown as Decisions;
  const hold = (offset: bigint, pushedBy: string, jwe: string) => {
    const waits = { until, release: null, generation: null, pushedBy, publishers: null };
    const record = { offset, timestamp: '0', key: null, value: null, headers: [] };
    decideHeld({ record, waits, jwe } as unknown as HeldRecord, context, decisions);
  };
  hold(1n, 'full', 'xxxx');
  hold(2n, 'full', 'x');
  hold(3n, 'other', 'x');
  expect(decisions.held.map(({ offset }) => offset)).toEqual([1n, 3n]);
  expect(decisions.deadLetters).toMatchObject([{ offset: 2n, rule: 'embargo-full' }]);
});
