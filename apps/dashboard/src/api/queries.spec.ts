import { jest } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { releasesQuery, reliabilityQuery, statesQuery } from './queries.ts';

/** Answers every call of the API with `answer`; returns the calls. */
function answering(answer: (call: string) => unknown): string[] {
  const calls: string[] = [];
  jest.spyOn(globalThis, 'fetch').mockImplementation((call) => {
    calls.push(String(call));
    return Promise.resolve(Response.json(answer(String(call))));
  });
  return calls;
}

afterEach(() => jest.restoreAllMocks());

describe('the states of a list', () => {
  it('are read in at most ten pages, however few of them a verdict leaves', async () => {
    const calls = answering(() => ({ items: [], next: 'onward' }));
    const asked = { filter: {}, clock: { publishedBy: '2021-01-01' }, verdicts: ['conflicts'] } as const;
    const page = await new QueryClient().fetchQuery(statesQuery(asked));
    expect(page).toEqual({ items: [], next: 'onward' });
    expect(calls).toHaveLength(10);
    expect(calls[9]).toContain('publishedBy=2021-01-01&limit=1000&cursor=onward');
  });
});

describe('the records of reporters', () => {
  it('are read on where a page ends before its limit, as its time was used up', async () => {
    answering((call) =>
      call.includes('cursor=') ? { items: ['b'], next: null } : { items: ['a'], next: 'onward' },
    );
    const page = await new QueryClient().fetchQuery(reliabilityQuery({}, null));
    expect(page).toEqual({ items: ['a', 'b'], next: null });
  });
});

describe('the releases of a series', () => {
  it('are never those of the series before, and no summary of all figures', async () => {
    const calls = answering(() => ({ items: [], next: null }));
    const client = new QueryClient();
    const observer = new QueryObserver(client, releasesQuery({ reporter: ['GACC'] }, null));
    const stop = observer.subscribe(() => undefined);
    await client.fetchQuery(releasesQuery({ reporter: ['GACC'] }, null));
    expect(observer.getCurrentResult().data).toEqual({ releases: [[], [], [], []], isCut: false });
    observer.setOptions(releasesQuery({ reporter: ['MOFCOM'] }, null));
    expect(observer.getCurrentResult().data).toBeUndefined();
    stop();
    expect(calls[0]).toBe('/v1/growth?reporter=GACC&release=1&limit=1000');
    expect(releasesQuery({}, null).queryKey[0]).toBe('releases');
  });
});
