import { rehearseFacts, readFacts } from '@silkgauge/decisions';
import { batchOf, records } from '@silkgauge/testing';
import fc from 'fast-check';
import { expectWithinRights, sequences, throughDoor } from './rights-of-keys.fixture.ts';

const NOTHING_STORED = {
  load: () => Promise.resolve([]),
  platformTurn: () => Promise.resolve(''),
  hasFloors: () => Promise.resolve(false),
};

it('whatever keys push, in one batch, acts on nothing beyond their rights', async () => {
  await fc.assert(
    fc.asyncProperty(sequences, async (sequence) => {
      const pushed = throughDoor(sequence);
      const list = records(pushed.map(({ event }) => event));
      const batch = batchOf('customs.figures', list, { epoch: 0n, expected: 0n });
      const rehearsal = await rehearseFacts(NOTHING_STORED, readFacts('customs.figures', batch));
      const series = new Map(pushed.map((one) => [one.id, one.series]));
      const withdrawn = rehearsal.withdrawals.map(({ id }) => id).filter((id) => series.get(id));
      expectWithinRights(pushed, rehearsal.events, new Set(withdrawn));
    }),
  );
});
