import { jest } from '@jest/globals';
import { heardInTime, NoAnswer, SILENT_FOR } from './in-time.ts';

/** A body that the test writes, under a call that ends when it is given up. */
function served() {
  const body = new TransformStream<Uint8Array, Uint8Array>();
  const writer = body.writable.getWriter();
  const call = (signal: AbortSignal) => {
    signal.addEventListener('abort', () => void writer.abort(signal.reason).catch(() => undefined));
    return Promise.resolve(new Response(body.readable));
  };
  return {
    call,
    write: (text: string) => writer.write(new TextEncoder().encode(text)),
    end: () => writer.close(),
  };
}

const never = (signal: AbortSignal) =>
  new Promise<Response>((_, fail) => signal.addEventListener('abort', () => fail(signal.reason as Error)));

describe('an answer', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('that never begins is given up within ten seconds', async () => {
    expect(SILENT_FOR).toBeLessThan(10_000);
    const heard = expect(heardInTime(never)).rejects.toBeInstanceOf(NoAnswer);
    await jest.advanceTimersByTimeAsync(SILENT_FOR);
    await heard;
  });

  it('whose bytes stop is given up, one that goes on is not, however long it is', async () => {
    const { call, write, end } = served();
    const heard = heardInTime(call);
    for (const piece of ['a', 'b', 'c']) {
      void write(piece);
      await jest.advanceTimersByTimeAsync(SILENT_FOR - 1);
    }
    void end();
    expect((await heard).text).toBe('abc');
    const stopped = served();
    const lost = expect(heardInTime(stopped.call)).rejects.toBeInstanceOf(NoAnswer);
    void stopped.write('a').catch(() => undefined);
    await jest.advanceTimersByTimeAsync(SILENT_FOR + 1);
    await lost;
  });

  it('that is no longer wanted ends with the reason of who left', async () => {
    const leaving = new AbortController();
    const heard = expect(heardInTime(never, leaving.signal)).rejects.toThrow('left');
    leaving.abort(new Error('left'));
    await heard;
  });
});
