import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { Announcer, LETTERS_WAIT } from './announce.ts';

/** Slow stand-in for the database: fails where `failing` says so, and records announcements. */
function slowDatabase(failing: (told: readonly string[]) => boolean = () => false) {
  const told: string[][] = [];
  let underWay = 0;
  let mostUnderWay = 0;
  const announce = async (all: readonly string[]) => {
    underWay += 1;
    mostUnderWay = Math.max(mostUnderWay, underWay);
    await pause(1);
    underWay -= 1;
    if (failing(all)) throw new Error('away');
    told.push([...all]);
  };
  return { announce, told, most: () => mostUnderWay };
}

it('the last commit is announced, and announcements never overlap', async () => {
  const commits = fc.array(fc.record({ changes: fc.nat(3), letters: fc.nat(1), wait: fc.boolean() }), {
    minLength: 1,
    maxLength: 20,
  });
  await fc.assert(
    fc.asyncProperty(commits, async (given) => {
      const { announce, told, most } = slowDatabase();
      const announcer = new Announcer(announce);
      let last = 0;
      for (const { changes, letters, wait } of given) {
        announcer.tell(
          Array.from({ length: changes }, () => ({ sequence: String((last += 1)) })),
          letters,
        );
        if (wait) await pause(0);
      }
      await announcer.settled();
      const all = told.flat();
      expect(most()).toBeLessThanOrEqual(1);
      expect(all.filter((one) => one !== LETTERS_WAIT).at(-1)).toBe(last > 0 ? String(last) : undefined);
      expect(all.includes(LETTERS_WAIT)).toBe(given.some(({ letters }) => letters > 0));
      expect(all.length).toBeLessThanOrEqual(2 * given.length);
    }),
    {
      numRuns: 100,
      examples: [
        [
          [
            { changes: 0, letters: 0, wait: false },
            { changes: 0, letters: 1, wait: false },
          ],
        ],
      ],
    },
  );
});

it('an announcement that failed does not stop later ones', async () => {
  const { announce, told } = slowDatabase((sequences) => sequences.includes('1'));
  const announcer = new Announcer(announce);
  announcer.tell([{ sequence: '1' }], 0);
  await announcer.settled();
  announcer.tell([{ sequence: '2' }], 0);
  await announcer.settled();
  expect(told).toEqual([['2']]);
});
