import { jest } from '@jest/globals';
import { RelayPlace } from './relay-place.ts';

interface Stored {
  readonly sequence: bigint;
  readonly end: (error?: Error) => void;
}

let begun: Stored[];
let errors: Error[];
let place: RelayPlace;

beforeEach(() => {
  jest.useFakeTimers();
  begun = [];
  errors = [];
  place = new RelayPlace({
    at: 100n,
    mostUnstored: 10,
    mostUnstoredBytes: 1_000,
    store: (sequence) =>
      new Promise((resolve, reject) => {
        begun.push({
          sequence,
          end: (error) => {
            if (error) reject(error);
            else resolve();
          },
        });
      }),
    onError: (error) => errors.push(error),
  });
});

afterEach(() => {
  jest.useRealTimers();
});

const sequences = () => begun.map(({ sequence }) => sequence);

it('stores several steps at once, soon, even if nothing follows', async () => {
  for (const sequence of [101n, 102n, 104n]) await place.reached(sequence, 1);
  expect(sequences()).toEqual([]);
  await jest.advanceTimersByTimeAsync(100);
  expect(sequences()).toEqual([104n]);
  begun[0]?.end();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(sequences()).toEqual([104n]);
});

it('stores a place reached during a store afterwards, whenever the timer ended', async () => {
  await place.reached(105n, 1);
  expect(sequences()).toEqual([105n]);
  await place.reached(106n, 1);
  await jest.advanceTimersByTimeAsync(1_000);
  begun[0]?.end();
  await jest.advanceTimersByTimeAsync(100);
  expect(sequences()).toEqual([105n, 106n]);
});

it('waits while too many sequences are unstored', async () => {
  await place.reached(110n, 1);
  let isThrough = false;
  const waiting = place.reached(115n, 1).then(() => {
    isThrough = true;
  });
  await jest.advanceTimersByTimeAsync(1_000);
  expect(isThrough).toBe(false);
  begun[0]?.end();
  await waiting;
  expect(sequences()).toEqual([110n, 115n]);
});

it('reports a failed store, and then neither waits nor stores again', async () => {
  await place.reached(110n, 1);
  const waiting = place.reached(130n, 1);
  begun[0]?.end(new Error('cut off'));
  await waiting;
  expect(errors).toEqual([new Error('cut off')]);
  await place.reached(140n, 1);
  await place.close();
  expect(sequences()).toEqual([110n]);
});

it('stores the last place when it closes', async () => {
  await place.reached(101n, 1);
  const closing = place.close();
  await jest.advanceTimersByTimeAsync(0);
  expect(sequences()).toEqual([101n]);
  begun[0]?.end();
  await closing;
  await jest.advanceTimersByTimeAsync(1_000);
  expect(sequences()).toEqual([101n]);
});

it('waits while too many bytes are unstored, and stores at once from half the limit on', async () => {
  await place.reached(101n, 500);
  expect(sequences()).toEqual([101n]);
  let isThere = false;
  const reached = place.reached(102n, 600).then(() => (isThere = true));
  await jest.advanceTimersByTimeAsync(1_000);
  expect(isThere).toBe(false);
  begun[0]?.end();
  await reached;
  expect(sequences()).toEqual([101n, 102n]);
});
