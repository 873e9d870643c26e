import { jest } from '@jest/globals';
import { QueryClient } from '@tanstack/react-query';
import { statesQuery } from './queries.ts';

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
