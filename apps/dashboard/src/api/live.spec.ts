import type { GrowthState } from '@silkgauge/contract';
import { LiveChanges, LOOK_EVERY, SILENT, type EventStream } from './live.ts';

/** `LiveChanges` on a clock and event sources that the test drives. */
function stage() {
  let now = 1_000_000;
  let due: { at: number; work: () => void }[] = [];
  const opened: { path: string; source: FakeSource }[] = [];
  const live = new LiveChanges({
    open: (path) => {
      const source = new FakeSource();
      opened.push({ path, source });
      return source;
    },
    now: () => now,
    later: (work, milliseconds) => due.push({ at: now + milliseconds, work }),
  });
  const told: string[][] = [];
  let notices = 0;
  live.onNotice = () => (notices += 1);
  let claims = 0;
  live.onClaim = () => (claims += 1);
  let gaps = 0;
  live.onStates = (states) => told.push(states.map(({ key, version }) => `${key}@${String(version)}`));
  live.onGap = () => (gaps += 1);
  let backs = 0;
  live.onBack = () => (backs += 1);
  let firstOpens = 0;
  live.onFirstOpen = () => (firstOpens += 1);
  const pass = (milliseconds: number) => {
    const until = now + milliseconds;
    for (;;) {
      const next = due.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      due = due.filter((one) => one !== next);
      now = next.at;
      next.work();
    }
    now = until;
  };
  return {
    live,
    opened,
    told,
    pass,
    notices: () => notices,
    claims: () => claims,
    gaps: () => gaps,
    backs: () => backs,
    firstOpens: () => firstOpens,
    source: () => opened.at(-1)?.source ?? new FakeSource(),
  };
}

class FakeSource implements EventStream {
  isClosed = false;
  readonly #listeners = new Map<string, ((event: { data?: string; lastEventId?: string }) => void)[]>();
  addEventListener(type: string, listener: (event: { data?: string; lastEventId?: string }) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }
  close(): void {
    this.isClosed = true;
  }
  say(type: string, event: { data?: string; lastEventId?: string } = {}): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event);
  }
  change(key: string, version: number, sequence: number): void {
    const state = { key, version, sequence: String(sequence) } as GrowthState;
    this.say('growth-updated', { data: JSON.stringify(state), lastEventId: String(sequence) });
  }
}

describe('following the change log', () => {
  it('reports each change of a claim, at most one after a pause', () => {
    const { live, claims, source } = stage();
    live.start();
    source().say('open');
    source().say('claim-updated', { data: '{}', lastEventId: '7' });
    expect(claims()).toBe(1);
    live.pause();
    for (const lastEventId of ['8', '9']) source().say('claim-updated', { data: '{}', lastEventId });
    expect(claims()).toBe(1);
    live.resume();
    expect(claims()).toBe(2);
  });

  it('reports each notice, at most one after a pause, and resumes after the last notice', () => {
    const { live, notices, opened, pass, source } = stage();
    live.start();
    source().say('open');
    source().say('notice-updated', { data: '{}', lastEventId: '7' });
    expect(notices()).toBe(1);
    live.pause();
    source().say('notice-updated', { data: '{}', lastEventId: '8' });
    source().say('notice-updated', { data: '{}', lastEventId: '9' });
    expect(notices()).toBe(1);
    live.resume();
    expect(notices()).toBe(2);
    source().close();
    source().say('error');
    pass(10_000);
    expect(opened.at(-1)?.path).toBe('/v1/stream?after=9');
  });

  it('passes on the newest version of each key once per interval', () => {
    const { live, told, pass, source } = stage();
    live.start();
    source().say('open');
    for (let i = 1; i <= 1000; i++) source().change(`key${String(i % 3)}`, i, i);
    expect(told).toEqual([]);
    pass(LOOK_EVERY);
    expect(told).toEqual(
      [['key1@1000', 'key2@998', 'key0@999'].sort()].map((keys) => expect.arrayContaining(keys)),
    );
    expect(live.snapshot()).toMatchObject({ status: 'live', count: 1000 });
    expect(live.snapshot().changes.length).toBe(200);
    expect(live.snapshot().changes[0]?.state.sequence).toBe('1000');
  });

  it('flashes a changed key once', () => {
    const { live, pass, source } = stage();
    live.start();
    source().say('open');
    source().change('a', 1, 1);
    pass(LOOK_EVERY);
    expect([...live.snapshot().flashing]).toEqual(['a']);
    source().change('b', 1, 2);
    pass(LOOK_EVERY);
    expect([...live.snapshot().flashing]).toEqual(['b']);
    pass(3_000);
    expect(live.snapshot().flashing.size).toBe(0);
  });

  it('reports the first open stream once, and a later one as a gap', () => {
    const { live, gaps, firstOpens, source } = stage();
    live.start();
    expect(firstOpens()).toBe(0);
    source().say('open');
    expect([firstOpens(), gaps()]).toEqual([1, 0]);
    source().say('error');
    source().say('open');
    expect([firstOpens(), gaps()]).toEqual([1, 1]);
  });

  it('counts the changes of a lost connection, and asks only what failed again when the stream resumes', () => {
    const { live, told, pass, gaps, backs, source } = stage();
    live.start();
    source().say('open');
    source().change('a', 1, 1);
    pass(LOOK_EVERY);
    source().say('error');
    expect(live.snapshot().status).toBe('lost');
    pass(5_000);
    source().say('open');
    expect(live.snapshot().status).toBe('catching-up');
    source().change('a', 2, 2);
    source().change('b', 1, 3);
    pass(2_000);
    expect(live.snapshot()).toMatchObject({ status: 'live', caughtUp: { changes: 2 } });
    expect(told.flat()).toEqual(['a@1', 'a@2', 'b@1']);
    expect([gaps(), backs()]).toEqual([0, 1]);
    live.dismiss();
    expect(live.snapshot().caughtUp).toBeNull();
  });

  it('reports a gap if no event came before the connection broke', () => {
    const { live, pass, gaps, backs, source } = stage();
    live.start();
    source().say('open');
    source().say('error');
    source().say('open');
    pass(2_000);
    expect([gaps(), backs()]).toEqual([1, 0]);
    expect(live.snapshot().caughtUp).toMatchObject({ changes: null });
  });

  it('reopens a refused stream after the last change', () => {
    const { live, opened, pass, source } = stage();
    live.start();
    source().say('open');
    source().change('a', 1, 41);
    source().close();
    source().say('error');
    pass(10_000);
    expect(opened.map(({ path }) => path)).toEqual(['/v1/stream', '/v1/stream?after=41']);
  });

  it('goes on from now, and reads all anew, after a position ahead of a log that was replaced', () => {
    const { live, opened, told, pass, gaps, source } = stage();
    live.start();
    source().say('open');
    source().change('a', 1, 41);
    pass(LOOK_EVERY);
    source().change('b', 1, 42);
    source().close();
    source().say('error');
    pass(1_000);
    source().say('ahead');
    source().close();
    source().say('error');
    pass(1_000);
    expect(opened.map(({ path }) => path)).toEqual(['/v1/stream', '/v1/stream?after=42', '/v1/stream']);
    expect(gaps()).toBe(0);
    source().say('open');
    expect(gaps()).toBe(1);
    expect(live.snapshot().changes).toEqual([]);
    source().change('a', 1, 3);
    pass(2_000);
    expect(told.at(-1)).toEqual(['a@1']);
    expect(live.snapshot()).toMatchObject({ status: 'live', caughtUp: { changes: null } });
    source().close();
    source().say('error');
    pass(1_000);
    expect(opened.at(-1)?.path).toBe('/v1/stream?after=3');
  });

  it('names an answer that is no stream until a stream opens', () => {
    const { live, pass, source } = stage();
    live.start();
    source().say('foreign');
    source().close();
    source().say('error');
    expect(live.snapshot().status).toBe('foreign');
    pass(1_000);
    source().say('open');
    pass(2_000);
    expect(live.snapshot().status).toBe('live');
  });

  it('gives up a connection without a byte for 18 seconds, tells so, and resumes after the last change', () => {
    const { live, opened, pass, source } = stage();
    live.start();
    source().say('open');
    source().change('a', 1, 41);
    for (let beat = 0; beat < 4; beat++) {
      pass(15_000);
      source().say('beat');
    }
    pass(SILENT - 1);
    expect(live.snapshot().status).toBe('live');
    pass(1);
    expect(live.snapshot().status).toBe('lost');
    pass(1_000);
    expect(opened.map(({ path }) => path)).toEqual(['/v1/stream', '/v1/stream?after=41']);
    // The next connection says nothing either.
    pass(SILENT + 1_000);
    expect(opened).toHaveLength(3);
    source().say('open');
    pass(2_000);
    expect(live.snapshot()).toMatchObject({ status: 'live', caughtUp: { changes: 0 } });
    live.stop();
    pass(2 * SILENT);
    expect(opened).toHaveLength(3);
  });

  it('holds changes back during a pause, then passes on the newest version of each key', () => {
    const { live, told, pass, source } = stage();
    live.start();
    source().say('open');
    live.pause();
    source().change('a', 1, 1);
    source().change('a', 2, 2);
    pass(1_000);
    expect(told).toEqual([]);
    expect(live.snapshot()).toMatchObject({ paused: true, waiting: 2, count: 0 });
    live.resume();
    expect(told).toEqual([['a@2']]);
    expect(live.snapshot()).toMatchObject({ paused: false, waiting: 0 });
  });

  it('reports a gap after a pause with more changed keys than are kept', () => {
    const { live, pass, gaps, source } = stage();
    live.start();
    source().say('open');
    live.pause();
    for (let i = 0; i < 6_000; i++) source().change(`key${String(i)}`, 1, i + 1);
    pass(1_000);
    live.resume();
    expect(gaps()).toBe(1);
  });
});
