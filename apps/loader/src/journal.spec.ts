import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { openJournal } from './journal.ts';
import type { Outgoing } from './outgoing.ts';
import { push, type PushResult } from './push.ts';
import { DOOR_DEFAULTS } from './door.ts';
import { allDoors, openDoor } from './stand-in-door.fixture.ts';

const identity = { doors: ['http://127.0.0.1:4101'], digest: 'd', feed: undefined, lanes: 2 };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'silkgauge-journal-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const REFUSAL = { name: 'two', reasons: ['why'], line: 3, rule: 'one-of' };
const at = (place: number, lane = 'customs-feed -1') => ({ lane, place });
const files = () => readdirSync(join(folder, 'pushes'));

it('a journal keeps what was noted, by lane and place, over a torn last line', () => {
  const first = openJournal(folder, identity, false);
  first.accept([at(0), at(1), at(3)]);
  first.refuse(at(2), REFUSAL);
  first.accept([at(0, 'policy-notice -1')]);
  first.close();
  const [file = ''] = files();
  appendFileSync(join(folder, 'pushes', file), '{"lane":"customs-feed -1","accep');

  const next = openJournal(folder, identity, false);
  expect(next).toMatchObject({ accepted: 4, refused: 1, refusals: [REFUSAL] });
  expect(next.startedAt).toBe(first.startedAt);
  expect([0, 1, 2, 3, 4].map((place) => next.has(at(place)))).toEqual([true, true, true, true, false]);
  expect(next.has(at(0, 'platform-sales -1'))).toBe(false);
  next.accept([at(4)]);
  next.close();
  const last = openJournal(folder, identity, false);
  expect(last.accepted).toBe(5);
  last.end();
  last.close();
  expect(files()).toEqual([]);
});

it.each([
  ['other content', { ...identity, digest: 'e' }, false],
  ['other doors', { ...identity, doors: ['http://127.0.0.1:9'] }, false],
  ['a given feed', { ...identity, feed: 'customs-feed' }, false],
  ['other lanes', { ...identity, lanes: 3 }, false],
  ['a push that begins anew', identity, true],
])('%s has a journal of its own', (_, other, fresh) => {
  const first = openJournal(folder, identity, false);
  first.accept([at(0)]);
  first.close();
  const next = openJournal(folder, other, fresh);
  expect([next.accepted, next.has(at(0))]).toEqual([0, false]);
  next.close();
});

it('a refusal is bounded in bytes', () => {
  const journal = openJournal(folder, identity, false);
  journal.refuse(at(0), {
    name: 'n'.repeat(1e6),
    reasons: Array.from({ length: 100 }, () => 'r'.repeat(1e5)),
    line: 1,
    rule: 'u'.repeat(1e5),
  });
  journal.close();
  expect(readFileSync(join(folder, 'pushes', files()[0] ?? '')).length).toBeLessThan(25_000);
});

it('a folder that cannot be written is named, with the setting', () => {
  const file = join(folder, 'file');
  appendFileSync(file, '');
  expect(() => openJournal(file, identity, false)).toThrow(
    /^A push keeps a journal [^.]*\. Name a folder to write to in SILKGAUGE_STATE\.$/,
  );
});

/** An event, which the stand-in refuses where it is bad. */
const event = (id: number, bad: boolean): Outgoing => ({
  feed: id % 3 === 0 ? 'policy-notice' : 'platform-sales',
  order: id % 3 === 0 ? -1 : id,
  name: String(id),
  line: id + 1,
  text: JSON.stringify({
    ...{ specversion: '1.0', id: String(id), source: '/spec', type: 'silkgauge.notice.withdrawn.v1' },
    data: { notice: bad ? ' ' : 'N-1', reason: 'over' },
  }),
});

it('pushes that break off anywhere come to the end together, and send nothing again that was acknowledged', async () => {
  const runs = fc.array(fc.nat({ max: 9 }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 60 }), runs, async (bad, breaks) => {
      const door = await openDoor();
      const events = bad.map((one, id) => event(id, one));
      const url = door.url;
      const options = {
        ...{ doors: allDoors(url), lanes: 3 },
        ...{ door: { ...DOOR_DEFAULTS, firstPause: 1, longestPause: 2 }, batchEvents: 4, batchBytes: 1e6 },
      };
      const pushed = async (): Promise<PushResult | null> => {
        const journal = openJournal(folder, { ...identity, digest: url }, false);
        const acknowledged = journal.accepted + journal.refused;
        let answered = 0;
        const watcher = { done: (count: number) => (answered += count), pausing: () => undefined };
        const source = async function* () {
          yield await Promise.resolve(events);
        };
        try {
          const result = await push(source, options, watcher, journal);
          journal.end();
          expect(answered).toBe(events.length - acknowledged);
          return result;
        } catch {
          return null;
        } finally {
          journal.close();
        }
      };
      // Not a door's answer: the push stops there.
      for (const after of breaks) {
        door.next(...Array.from({ length: after }, () => 'take' as const), { status: 418 });
        await pushed();
        door.clear();
      }
      const count = bad.filter((one) => !one).length;
      const result = await pushed();
      expect(result).toMatchObject({ accepted: count, refused: bad.length - count });
      expect(new Set(result?.refusals.map(({ name }) => name)).size).toBe(bad.length - count);
      expect(new Set(door.taken.map(({ id }) => id)).size).toBe(count);
      await door.close();
    }),
    { numRuns: 40 },
  );
});
