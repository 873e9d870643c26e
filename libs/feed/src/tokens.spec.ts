import { FeedTokens } from './tokens.ts';

const statusOf = (tokens: FeedTokens, authorization?: string): number => {
  try {
    tokens.check(authorization);
    return 200;
  } catch (error) {
    return (error as { problem: { status: number } }).problem.status;
  }
};

describe('FeedTokens', () => {
  it('allows every push without configured tokens', () => {
    expect(statusOf(new FeedTokens([]))).toBe(200);
  });

  it.each([
    [undefined, 401],
    ['', 401],
    ['Basic c2VjcmV0', 401],
    ['Bearer', 401],
    ['Bearer two words', 401],
    ['Bearer wrong', 403],
    ['Bearer secret', 200],
    ['bearer  other ', 200],
  ])('%s is %i', (authorization, status) => {
    expect(statusOf(new FeedTokens(['secret', 'other']), authorization)).toBe(status);
  });
});
