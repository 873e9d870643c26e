import { SharedRead } from './shared-read.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('calls during a read share the next one', async () => {
  const ends: (() => void)[] = [];
  const shared = new SharedRead(() => new Promise((resolve) => ends.push(resolve)));
  const first = shared.again();
  await turn();
  const waiting = [shared.again(), shared.again()];
  await turn();
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await first;
  await turn();
  expect(ends).toHaveLength(2);
  ends[1]?.();
  await Promise.all(waiting);
  expect(ends).toHaveLength(2);
});

it('a read that fails is told to its own calls alone', async () => {
  const reads: (() => void)[] = [];
  const shared = new SharedRead(
    () =>
      new Promise((resolve, reject) =>
        reads.push(
          reads.length === 0
            ? () => {
                reject(new Error('away'));
              }
            : resolve,
        ),
      ),
  );
  const first = expect(shared.again()).rejects.toThrow('away');
  await turn();
  const second = shared.again();
  reads[0]?.();
  await first;
  await turn();
  reads[1]?.();
  await second;
  expect(reads).toHaveLength(2);
});
