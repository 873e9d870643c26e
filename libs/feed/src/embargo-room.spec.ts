import { MOST_WAITING_EVENTS, type CheckedEvent } from '@silkgauge/contract';
import { EmbargoRoom } from './embargo-room.ts';

const HOUR_MS = 3_600_000;
const waiting = {
  type: 'silkgauge.figure.reported.v1',
  data: { embargo: { release: 'H1' } },
} as unknown as CheckedEvent;
const events = (count: number): CheckedEvent[] => Array.from({ length: count }, () => waiting);

it('a key has room for 5,000 events of one release, its own and not that of another key', () => {
  const room = new EmbargoRoom();
  room.take(events(MOST_WAITING_EVENTS), 'one');
  expect(() => room.take(events(1), 'one')).toThrow();
  expect(() => room.take(events(1), 'other')).not.toThrow();
});

it('what the broker may not have taken takes no room', () => {
  const room = new EmbargoRoom();
  room.take(events(MOST_WAITING_EVENTS), 'one');
  room.giveBack(waiting, 'one');
  expect(() => room.take(events(1), 'one')).not.toThrow();
  expect(() => room.take(events(1), 'one')).toThrow();
});

it('after an hour there is room again: a release may have been lifted since, and comes again by its name', () => {
  let now = 0;
  const room = new EmbargoRoom(() => now);
  room.take(events(MOST_WAITING_EVENTS), 'one');
  now += HOUR_MS - 1;
  expect(() => room.take(events(1), 'one')).toThrow();
  now += 1;
  expect(() => room.take(events(MOST_WAITING_EVENTS), 'one')).not.toThrow();
  expect(() => room.take(events(1), 'one')).toThrow();
});
