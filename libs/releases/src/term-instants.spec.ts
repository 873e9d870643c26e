import type { ReleaseSchedule } from '@silkgauge/contract';
import { turnsOf } from './term-instants.ts';

const schedule: ReleaseSchedule = {
  ...{ release: 'H1', publisher: 'GACC', title: 'First half', at: '1970-01-01T00:00:00.100Z', zone: 'UTC' },
  ...{ graceMs: 50, expects: [], reason: null, embargo: false, access: [] },
};
const term = {
  ...{ from: 0, until: 1_000, schedule, reason: null, isCancelled: false, moved: 0, at: 100 },
  ...{ due: 100, late: 150, times: [] },
};
const usedAt = (...instants: readonly number[]) =>
  instants.map((knownAt) => ({ name: 'Press office', role: 'press', knownAt }));

it('a use of early access is a turn of its release from the lifting on', () => {
  const many = Array.from({ length: 99 }, (_, at) => at + 1);
  expect(turnsOf(term, usedAt(...many, 120, 1_000))).toEqual([0, 100, 120, 150]);
  expect(turnsOf({ ...term, due: Infinity, late: Infinity }, usedAt(...many))).toEqual([0]);
  expect(turnsOf({ ...term, isCancelled: true }, usedAt(120))).toEqual([0, 100, 150]);
});
