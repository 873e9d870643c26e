import fc from 'fast-check';
import { CLOCK_TOPIC } from '@silkgauge/contract';
import type { LogEntry } from '@silkgauge/read-model';
import { StepReader } from './read-steps.ts';

/**
 * A log whose entries are named by their causes; a register entry by a capital, C for a claim. What a tick lifts is named
 * by a digit.
 */
function storeOf(log: readonly string[], asked: string[] = []) {
  const entries = log.map((name, at): LogEntry => {
    const entry = { sequence: String(at + 1), key: name, known_at: new Date(name === 'D' ? 1 : 0) };
    return /[A-Z]/.test(name)
      ? { ...entry, kind: /[CD]/.test(name) ? 'claim' : 'notice', period: null }
      : { ...entry, kind: null, domain: 'customs', period: '2020' };
  });
  return {
    readEntries: (after: string, limit: number) =>
      Promise.resolve(entries.filter(({ sequence }) => Number(sequence) > Number(after)).slice(0, limit)),
    readReasons: (sequences: readonly string[]) => {
      asked.push(...sequences);
      return Promise.resolve(
        sequences.map((sequence) => ({
          sequence,
          reason: 'reported',
          causes: causesOf(log[Number(sequence) - 1] ?? ''),
        })),
      );
    },
  };
}

const causesOf = (name: string): string =>
  /\d/.test(name) ? JSON.stringify([{ id: 'x' }, { id: name, topic: CLOCK_TOPIC }]) : name;

/** All steps of a log, each as its names; entries named x touch nothing. */
async function stepsOf(
  log: readonly string[],
  page: number,
  asked: string[] = [],
): Promise<readonly string[]> {
  const part = { isTouchedBy: ({ key }: LogEntry) => key !== 'x' };
  const reader = new StepReader(storeOf(log, asked), [part], { position: '0', page });
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

it('claims that a tick lifted are of the step of the states before them, and no other entry is', async () => {
  expect(await stepsOf([...'11CCA1'], 100)).toEqual(['11CC 4', 'A 5', '1 6']);
  expect(await stepsOf([...'1CDaC'], 100)).toEqual(['1C 2', 'D 3', 'a 4', 'C 5']);
});

it('what touches nothing is stepped over', async () => {
  expect(await stepsOf([...'xxaxxb'], 100)).toEqual(['a 3', 'b 6']);
});

it('where pages of the log end changes no step', async () => {
  const log = fc.array(fc.constantFrom(...'aabbxAB11CCD'), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(log, fc.integer({ min: 1, max: 7 }), async (names, page) => {
      expect(await stepsOf(names, page)).toEqual(await stepsOf(names, 1_000));
    }),
  );
});

it('the causes of a state are read once, however many steps are before it', async () => {
  const log = Array.from({ length: 500 }, (_, at) => String.fromCharCode(97 + (at % 20)));
  const asked: string[] = [];
  expect(await stepsOf(log, 100, asked)).toHaveLength(500);
  expect(asked.toSorted((a, b) => Number(a) - Number(b))).toEqual(log.map((_, at) => String(at + 1)));
});
