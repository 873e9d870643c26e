import type { RunningProcess } from '../../harness/services/index.ts';
import { restartPause, supervise } from './supervise.ts';

describe('the pause before a restart', () => {
  it('grows from 1 s to 30 s while the program keeps dying young', () => {
    const pauses: number[] = [];
    for (let death = 0; death < 8; death += 1) pauses.push(restartPause(pauses.at(-1), 500));
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('is 1 s again after a minute of life', () => {
    expect(restartPause(30_000, 59_999)).toBe(30_000);
    expect(restartPause(30_000, 60_000)).toBe(1000);
  });
});

/** Starts whose ends a test controls. */
function programs() {
  const started: { end: (code: number | null) => void; stopped: boolean }[] = [];
  const start = (): Promise<RunningProcess> => {
    let end: (code: number | null) => void = () => undefined;
    const exited = new Promise<number | null>((resolve) => (end = resolve));
    const program = { end, stopped: false };
    started.push(program);
    const stop = () => {
      program.stopped = true;
      end(0);
      return Promise.resolve();
    };
    return Promise.resolve({ pid: started.length, exited, stop, kill: stop });
  };
  return { started, start };
}

/** Runs all resolved promises. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a supervised program', () => {
  const said: string[] = [];
  const waited: number[] = [];
  const pause = (milliseconds: number) => Promise.resolve(waited.push(milliseconds));
  const report = (text: string) => said.push(text);
  beforeEach(() => {
    said.length = 0;
    waited.length = 0;
  });

  it('is started again when it dies, after a growing pause', async () => {
    const { started, start } = programs();
    const supervised = await supervise({ name: 'feed', start, report, pause });
    started[0]?.end(1);
    await settle();
    started[1]?.end(null);
    await settle();
    expect(started).toHaveLength(3);
    expect(waited).toEqual([1000, 2000]);
    expect(said).toEqual([
      'feed ended with code 1; it is started again in 1 s',
      'feed was killed; it is started again in 2 s',
    ]);
    await supervised.stop();
  });

  it('is tried again when its restart fails', async () => {
    const { started, start } = programs();
    let refusals = 2;
    const supervised = await supervise({
      name: 'Kafka',
      start: () =>
        started.length === 1 && refusals-- > 0 ? Promise.reject(new Error('port taken\nmore')) : start(),
      report,
      pause,
    });
    started[0]?.end(137);
    await settle();
    await settle();
    expect(started).toHaveLength(2);
    expect(waited).toEqual([1000, 2000, 4000]);
    expect(said.at(-1)).toBe('Kafka did not start (port taken); it is started again in 4 s');
    await supervised.stop();
  });

  it('is not started again once it was stopped', async () => {
    const { started, start } = programs();
    const supervised = await supervise({ name: 'feed', start, report, pause });
    await supervised.stop();
    expect(started).toEqual([{ end: expect.any(Function), stopped: true }]);
    expect(said).toEqual([]);
  });

  it('is stopped too when the stop comes during its restart', async () => {
    const { started, start } = programs();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const supervised = await supervise({
      name: 'feed',
      start: async () => {
        if (started.length > 0) await held;
        return start();
      },
      report,
      pause,
    });
    started[0]?.end(1);
    await settle();
    const stopped = supervised.stop();
    release();
    await stopped;
    expect(started.map((program) => program.stopped)).toEqual([true, true]);
  });

  it('is not supervised if its first start fails', async () => {
    const start = () => Promise.reject(new Error('no such file'));
    await expect(supervise({ name: 'feed', start, report, pause })).rejects.toThrow('no such file');
    expect(waited).toEqual([]);
  });
});
