import { checkEvent } from '@silkgauge/contract';
import type { Seals } from '@silkgauge/embargo';
import { figure, release, type SpecEvent } from '../../fixtures/events.ts';
import type { World } from './world.ts';

/** A figure of the first half of 2020, of a series of its own, that waits for a release. */
export const figureHeldFor = (name: string, area: string, id: string): SpecEvent => ({
  ...figure(`GACC.${area}.CBEC.${id}._T._T._T._T.CNY`, '2020-S1', {
    ...{ value: '100', publishedAt: '_U', embargo: { release: name } },
  }),
  id,
});

/** Writes an event to an embargo topic as a door does. */
export async function seal(
  { producer, prefix }: World,
  seals: Seals,
  topic: string,
  { type, data, id }: SpecEvent,
): Promise<void> {
  const checked = checkEvent({ specversion: '1.0', source: '/spec', id, type, data });
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  await producer.send(prefix + topic, [await seals.seal(checked.event, { name: 'anonymous', write: null })]);
}

/** Schedules a release, or moves it, to an instant. */
export const schedule = ({ send }: World, name: string, instant: string) =>
  send('newsroom.orders', [
    { ...release(name, { at: instant, zone: 'UTC', reason: 'Spec' }), id: `${name} ${instant}` },
  ]);
