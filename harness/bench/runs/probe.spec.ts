import { PROBE_SERIES, Sightings, probePlatforms } from './probe.ts';

it('finds a probe for each partition', () => {
  expect(new Set(probePlatforms()).size).toBe(PROBE_SERIES);
});

it('marks each probe once, when a row first shows its event', () => {
  const seen = new Sightings(8);
  seen.mark(1, 2, 10);
  seen.mark(1, 2, 20);
  seen.mark(0, 1, 30);
  expect([...seen.at]).toEqual([30, 10, 0, 0, 0, 10, 0, 0]);
  expect(seen.complete).toBe(false);
  for (const series of [0, 1, 2, 3]) seen.mark(series, 2, 40);
  expect([...seen.at]).toEqual([30, 10, 40, 40, 40, 10, 40, 40]);
  expect(seen.complete).toBe(true);
});
