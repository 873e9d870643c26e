import type { Queryable } from '@silkgauge/read-model';
import { LogLoader } from '../log/log-loader.ts';
import { CatchUp } from './catch-up.ts';
import { subscriberOf } from './subscriber.fixture.ts';
import type { Subscriber } from './subscriber.ts';

/** A log of 200 notices behind 5, in memory, which counts its statements by name. */
function fullLog() {
  const asked = new Map<string, number>();
  const rows = Array.from({ length: 200 }, (_, at) => ({
    ...{ kind: 'notice', sequence: String(6 + at), key: `notice-${String(at)}`, version: 1 },
    ...{ known_at: new Date(0), document: '' },
  }));
  const query = ({ name }: { name: string }) => {
    asked.set(name, (asked.get(name) ?? 0) + 1);
    return Promise.resolve({ rows: name === 'read-told-changes' ? rows : [] });
  };
  return { db: { query } as unknown as Queryable, asked };
}

/** A log without entries, whose answers wait for `answer`. */
function emptyLog() {
  let answer: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const query = async () => {
    await opened;
    return { rows: [] };
  };
  return {
    db: { query } as unknown as Queryable,
    answer: () => {
      answer();
    },
  };
}

it.each([
  ['becomes live at the end of the log', false],
  ['keeps its position where it was disabled while the log was read', true],
])('a subscription %s', async (_name, isDisabled) => {
  const { subscriber, slot, disabled, box } = subscriberOf('active');
  const { db, answer } = emptyLog();
  const read = new Promise<void>((resolve, reject) => {
    const parts = {
      db,
      loader: new LogLoader(db, '', 1),
      admitted: () => {
        resolve();
      },
    };
    new CatchUp({
      ...parts,
      trouble: (_what, error) => {
        reject(error as Error);
      },
    }).readOn(subscriber);
  });
  if (isDisabled) subscriber.apply(disabled, box);
  answer();
  await read;
  slot.position = 9;
  expect([subscriber.live, subscriber.reached]).toEqual(isDisabled ? [false, 5] : [true, 9]);
});

it('a subscription is not live before it has read what the follower passed while its page was read', async () => {
  const { subscriber, slot } = subscriberOf('active');
  const pages = [
    [],
    [{ kind: 'notice', sequence: '6', key: 'n', version: 1, known_at: new Date(0), document: '' }],
  ];
  const query = ({ name }: { name: string }) => {
    if (name !== 'read-told-changes') return Promise.resolve({ rows: [] });
    const rows = pages.shift() ?? [];
    // The change is committed, and the follower passes it, behind the snapshot of the first page.
    slot.position = 6;
    return Promise.resolve({ rows });
  };
  const db = { query } as unknown as Queryable;
  const read = () =>
    new Promise<void>((resolve, reject) => {
      const admitted = (): void => {
        resolve();
      };
      const trouble = (_what: string, error: unknown): void => {
        reject(error as Error);
      };
      const loader = new LogLoader(db, '', 1);
      new CatchUp({ db, loader, admitted, trouble }).readOn(subscriber);
    });
  await read();
  expect([subscriber.live, subscriber.position]).toEqual([false, 5]);
  await read();
  expect([subscriber.live, subscriber.position]).toEqual([true, 6]);
});

describe('many subscribers that catch up from pages they share', () => {
  const OF_NO_ENTRY = { filters: [{ exact: { type: 'com.silkgauge.none' } }] };

  function caughtUp(subscribers: readonly Subscriber[], db: Queryable) {
    let admitted = 0;
    const all = new Promise<void>((resolve, reject) => {
      const catchUp = new CatchUp({
        ...{ db, loader: new LogLoader(db, '', 1) },
        admitted: () => {
          admitted += 1;
          if (admitted === subscribers.length) resolve();
        },
        trouble: (_what, error) => {
          reject(error as Error);
        },
      });
      for (const one of subscribers) catchUp.readOn(one);
    });
    return { all, admitted: () => admitted };
  }
  const many = () => Array.from({ length: 50 }, () => subscriberOf('active', OF_NO_ENTRY).subscriber);

  it('leave timers their turn', async () => {
    const subscribers = many();
    const { all, admitted } = caughtUp(subscribers, fullLog().db);
    let atTimer = -1;
    setTimeout(() => {
      atTimer = admitted();
    }, 1);
    const due = performance.now() + 3;
    while (performance.now() < due);
    await all;
    expect(atTimer).toBeGreaterThanOrEqual(0);
    expect(atTimer).toBeLessThan(subscribers.length / 2);
    expect(subscribers.map(({ position }) => position)).toEqual(subscribers.map(() => 205));
  });

  it('read a page once, and what was dropped around it once', async () => {
    const { db, asked } = fullLog();
    await caughtUp(many(), db).all;
    expect(Object.fromEntries(asked)).toEqual({
      'read-told-changes': 1,
      'hole-around': 1,
      'thinned-until': 1,
    });
  });
});
