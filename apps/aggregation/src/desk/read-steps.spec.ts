import fc from 'fast-check';
import type { LogEntry } from '@silkgauge/read-model';
import { StepReader } from './read-steps.ts';

/** A log whose entries are named by their causes; a register entry by a capital. */
function storeOf(log: readonly string[]) {
  const entries = log.map((name, at): LogEntry => {
    const entry = { sequence: String(at + 1), key: name, known_at: new Date(0) };
    return /[A-Z]/.test(name)
      ? { ...entry, kind: 'notice', period: null }
      : { ...entry, kind: null, period: '2020' };
  });
  return {
    readEntries: (after: string, limit: number) =>
      Promise.resolve(entries.filter(({ sequence }) => Number(sequence) > Number(after)).slice(0, limit)),
    readReasons: (sequences: readonly string[]) =>
      Promise.resolve(
        sequences.map((sequence) => ({
          sequence,
          reason: 'reported',
          causes: log[Number(sequence) - 1] ?? '',
        })),
      ),
  };
}

/** All steps of a log, each as its names; entries named x touch nothing. */
async function stepsOf(log: readonly string[], page: number): Promise<readonly string[]> {
  const part = { isTouchedBy: ({ key }: LogEntry) => key !== 'x' };
  const reader = new StepReader(storeOf(log), [part], { position: '0', page });
  const steps: string[] = [];
  for (;;) {
    const step = await reader.next();
    if (!step) break;
    expect(await reader.next()).toEqual(step);
    steps.push(`${step.entries.map(({ key }) => key).join('')} ${step.until}`);
    reader.goTo(step.until);
  }
  expect(reader.reached).toBe(String(log.length));
  return steps;
}

it('states with the same causes are one step, and any other entry is one', async () => {
  expect(await stepsOf([...'aabAAa'], 100)).toEqual(['aa 2', 'b 3', 'A 4', 'A 5', 'a 6']);
});

it('what touches nothing is stepped over', async () => {
  expect(await stepsOf([...'xxaxxb'], 100)).toEqual(['a 3', 'b 6']);
});

it('where pages of the log end changes no step', async () => {
  const log = fc.array(fc.constantFrom(...'aabbxAB'), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(log, fc.integer({ min: 1, max: 7 }), async (names, page) => {
      expect(await stepsOf(names, page)).toEqual(await stepsOf(names, 1_000));
    }),
  );
});
