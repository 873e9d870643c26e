import fc from 'fast-check';
import { AppliedEvents } from '../applied-events.fixture.ts';
import { expectWithinRights, sequences, throughDoor, type Told } from './rights-of-keys.fixture.ts';

const RUNS = 12;

it('whatever keys push, one after another, acts on nothing beyond their rights', async () => {
  await fc.assert(
    fc.asyncProperty(sequences, async (sequence) => {
      const world = await AppliedEvents.start();
      try {
        const pushed = throughDoor(sequence);
        for (const { event } of pushed) await world.push('customs.figures', event);
        const { pool } = world.readModel;
        const told = await pool.query<Told>('select id, outcome, rule from event');
        const withdrawn = await pool.query<{ id: string }>(
          `select distinct e.id from withdrawal w join event e on (e.source, e.id) = (w.ref_source, w.ref_id)
           where e.outcome <> 'rejected' and e.type <> 'silkgauge.figure.withdrawn.v1'`,
        );
        expectWithinRights(pushed, told.rows, new Set(withdrawn.rows.map(({ id }) => id)));
        const figures = await pool.query<{ id: string }>(
          `select e.id from figure f join event e using (event_id)
           where (f.withdrawn_by is not null) <> exists (
             select from withdrawal w where (w.ref_source, w.ref_id) = (e.source, e.id))`,
        );
        expect(figures.rows).toEqual([]);
      } finally {
        await world.stop();
      }
    }),
    { numRuns: RUNS },
  );
});
