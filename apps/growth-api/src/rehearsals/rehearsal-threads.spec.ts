import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { RehearsedRequest } from './read-rehearsal.ts';
import { RehearsalThreads } from './rehearsal-threads.ts';

const SILENT = new URL('data:text/javascript,setInterval(() => undefined, 1_000)');
/** Works for 100 ms, and answers when it began and ended. */
const AT_WORK = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', () => {
      const begun = Date.now();
      setTimeout(() => parentPort.postMessage({ text: JSON.stringify([begun, Date.now()]) }), 100);
    });
    parentPort.postMessage('ready');
  `)}`,
);
const REQUEST: RehearsedRequest = {
  ...{ feed: 'customs-feed', write: null },
  push: {
    ...{ contentType: undefined, contentEncoding: undefined, withAttributes: false, rawHeaders: [] },
    body: Buffer.alloc(0),
  },
};

it('a thread that does not start in time is a 503, and leaves its caller free', async () => {
  const settings = { databaseUrl: '', topicPrefix: '', smallBases: {}, rehearsalMs: 60_000 };
  const threads = new RehearsalThreads(SILENT, settings, 200);
  for (let i = 0; i < 2; i++)
    await expect(threads.rehearse(REQUEST, 'somebody')).rejects.toMatchObject({
      ...{ problem: { status: 503 }, headers: { 'retry-after': '10' } },
    });
  await threads.onApplicationShutdown();
});

it('after a rehearsal none begins for twice as long as it took, whoever asks', async () => {
  const settings = { databaseUrl: '', topicPrefix: '', smallBases: {}, rehearsalMs: 60_000 };
  const threads = new RehearsalThreads(AT_WORK, settings);
  const rehearse = async (caller: string) =>
    JSON.parse(await threads.rehearse(REQUEST, caller)) as [begun: number, ended: number];
  const [begun, ended] = await rehearse('one');
  const others = await Promise.all([rehearse('one'), rehearse('another')]);
  // Timers and clocks are of milliseconds.
  for (const [next] of others) expect(next).toBeGreaterThanOrEqual(ended + 2 * (ended - begun) - 5);
  await threads.onApplicationShutdown();
});

it('two rehearsals are under way at once, a third caller has the next turn', async () => {
  const settings = { databaseUrl: '', topicPrefix: '', smallBases: {}, rehearsalMs: 60_000 };
  const threads = new RehearsalThreads(AT_WORK, settings);
  const rehearse = async (caller: string) =>
    JSON.parse(await threads.rehearse(REQUEST, caller)) as [begun: number, ended: number];
  const [one, another, third, fourth] = await Promise.all(
    ['one', 'another', 'a third', 'a fourth'].map(rehearse),
  );
  const firstEnd = Math.min(one?.[1] ?? 0, another?.[1] ?? 0);
  for (const later of [third, fourth]) expect(later?.[0]).toBeGreaterThanOrEqual(firstEnd);
  await threads.onApplicationShutdown();
});

it('a caller that has gone takes no turn', async () => {
  const settings = { databaseUrl: '', topicPrefix: '', smallBases: {}, rehearsalMs: 60_000 };
  const threads = new RehearsalThreads(AT_WORK, settings);
  const underWay = ['one', 'another'].map((caller) => threads.rehearse(REQUEST, caller));
  const gone = new AbortController();
  const left = threads.rehearse(REQUEST, 'a third', gone.signal);
  gone.abort();
  await expect(left).rejects.toMatchObject({ problem: { status: 503 }, headers: { 'retry-after': '5' } });
  await Promise.all(underWay);
  await threads.onApplicationShutdown();
});

it('a thread does the next rehearsal, and ends when none comes', async () => {
  const settings = { databaseUrl: '', topicPrefix: '', smallBases: {}, rehearsalMs: 60_000 };
  const started: Worker[] = [];
  const see = (message: unknown) => started.push((message as { worker: Worker }).worker);
  subscribe('worker_threads', see);
  const threads = new RehearsalThreads(AT_WORK, settings, 60_000, 1_000);
  await threads.rehearse(REQUEST, 'somebody');
  await threads.rehearse(REQUEST, 'somebody');
  expect(started).toHaveLength(1);
  for (const thread of started) await once(thread, 'exit', { signal: AbortSignal.timeout(5_000) });
  await threads.rehearse(REQUEST, 'somebody');
  expect(started).toHaveLength(2);
  unsubscribe('worker_threads', see);
  await threads.onApplicationShutdown();
});
