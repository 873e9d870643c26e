import type { RehearsedRequest } from './read-rehearsal.ts';
import { RehearsalThreads } from './rehearsal-threads.ts';

const SILENT = new URL('data:text/javascript,setInterval(() => undefined, 1_000)');
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
