import { FairRoom, type Leave } from './fair-room.ts';

const size = { places: 1, each: 1, waiting: 3, patience: 60_000 };

/** Enters, and notes who came in, in order. */
const entering = (room: FairRoom, order: string[], caller: string, gone?: AbortSignal) =>
  room.enter(caller, gone).then((leave) => {
    order.push(leave ? caller : `not ${caller}`);
    return leave;
  });

describe('a fair room', () => {
  it('lets callers in by turns, however much one of them asks for', async () => {
    const room = new FairRoom(size);
    const order: string[] = [];
    let leave: Leave | null = await room.enter('first');
    const all = ['greedy', 'greedy', 'greedy', 'modest'].map((caller) => entering(room, order, caller));
    for (const next of [all[0], all[3], all[1], all[2]]) {
      leave?.();
      leave = (await next) ?? null;
    }
    expect(order).toEqual(['greedy', 'modest', 'greedy', 'greedy']);
  });

  it('refuses at once what a caller has waiting beyond its share, and nothing of others', async () => {
    const room = new FairRoom(size);
    const leave = await room.enter('greedy');
    const waiting = [1, 2, 3].map(() => room.enter('greedy'));
    expect(await room.enter('greedy')).toBeNull();
    const other = room.enter('modest');
    leave?.();
    (await waiting[0])?.();
    expect(await other).not.toBeNull();
  });

  it('refuses what waited too long, and forgets it', async () => {
    const room = new FairRoom({ ...size, patience: 10 });
    const leave = await room.enter('one');
    expect(await room.enter('another')).toBeNull();
    leave?.();
    leave?.();
    const again = await room.enter('another');
    expect(again).not.toBeNull();
    // A place that is given back twice is one place.
    expect(await room.enter('a third')).toBeNull();
  });

  it('leaves places to others, whatever one caller asks for', async () => {
    const room = new FairRoom({ ...size, places: 3, each: 2 });
    const first = await room.enter('greedy');
    expect(await room.enter('greedy')).not.toBeNull();
    const third = room.enter('greedy');
    const others = await room.enter('modest');
    expect(others).not.toBeNull();
    // A place of another caller gives the greedy one no third place.
    others?.();
    expect(await room.enter('modest')).not.toBeNull();
    first?.();
    expect(await third).not.toBeNull();
  });

  it('takes no place for whoever has gone', async () => {
    const room = new FairRoom(size);
    const leave = await room.enter('one');
    const gone = new AbortController();
    const left = room.enter('another', gone.signal);
    gone.abort();
    expect(await left).toBeNull();
    expect(await room.enter('another', gone.signal)).toBeNull();
    leave?.();
    expect(await room.enter('one')).not.toBeNull();
  });
});
