import { Halted } from '@silkgauge/kafka';
import { MOST_AHEAD, requireTickInTime } from './clock-ahead.ts';

const AT = Date.UTC(2020, 6, 14, 2);
const tick = { offset: 7n, timestamp: String(AT), key: null, value: null, headers: [] };

/** What becomes of a tick where this process and the database have other times than the broker. */
const judged = (own: number, database: number) =>
  requireTickInTime(tick, { own: () => AT + own, database: () => Promise.resolve(AT + database) });

it('a tick over a minute ahead of both clocks halts its partition until that minute has come', async () => {
  const halted = judged(-MOST_AHEAD - 1, -MOST_AHEAD - 1);
  await expect(halted).rejects.toThrow(Halted);
  await expect(halted).rejects.toMatchObject({
    goesOnAt: AT - MOST_AHEAD,
    message: expect.stringContaining('2020-07-14T02:00:00.000Z') as unknown,
  });
});

it.each([
  ['a minute', -MOST_AHEAD, -MOST_AHEAD],
  ['an hour of this process alone', -3_600_000, 0],
  ['an hour of the database alone', 0, -3_600_000],
  ['no time, being old', 86_400_000, 86_400_000],
])('a tick that is ahead by %s is taken', async (_name, own, database) => {
  await expect(judged(own, database)).resolves.toBeUndefined();
});

it('the database is asked only where this process finds the tick ahead', async () => {
  const asked: string[] = [];
  const database = () => {
    asked.push('database');
    return Promise.resolve(AT);
  };
  await requireTickInTime(tick, { own: () => AT, database });
  expect(asked).toEqual([]);
  await requireTickInTime(tick, { own: () => AT - 3_600_000, database });
  expect(asked).toEqual(['database']);
});
