import { ApiRefusal } from './client.ts';
import { NoAnswer } from './in-time.ts';
import { missingOf, type Question } from './missing.ts';

const waiting: Question = {
  ...{ data: undefined, error: null, failureReason: null, fetchStatus: 'fetching', isPlaceholderData: false },
};
const there: Question = { ...waiting, data: {}, fetchStatus: 'idle' };
const before: Question = { ...waiting, data: {}, isPlaceholderData: true };
const refused = new ApiRefusal(503, 'no room');

describe('what stands in for answers', () => {
  it('is that they are read, until the last one came, and never that they are empty', () => {
    expect(missingOf([there, waiting], true)).toEqual({ kind: 'loading' });
    expect(missingOf([before], true)).toEqual({ kind: 'loading' });
    expect(missingOf([{ ...waiting, fetchStatus: 'idle' }], true)).toEqual({ kind: 'loading' });
  });

  it('is that they are empty, once every one is there', () => {
    expect(missingOf([there, there], true)).toEqual({ kind: 'empty' });
    expect(missingOf([], true)).toEqual({ kind: 'empty' });
    expect(missingOf([there, there], false)).toBeNull();
    expect(missingOf([there, waiting], false)).toBeNull();
  });

  it('is what the API said, from the first failure on', () => {
    expect(missingOf([there, { ...waiting, failureReason: refused }], true)).toEqual({
      ...{ kind: 'error', why: 'no room' },
    });
    expect(missingOf([{ ...there, error: refused }], false)).toMatchObject({ kind: 'error' });
    expect(missingOf([{ ...before, failureReason: refused }], false)).toMatchObject({ kind: 'error' });
    // An answer that is read once more still stands.
    expect(missingOf([{ ...there, failureReason: refused }], false)).toBeNull();
  });

  it('is that nothing answers', () => {
    for (const failureReason of [new TypeError('Failed to fetch'), new NoAnswer('no answer in 9 s')])
      expect(missingOf([{ ...waiting, failureReason }], true)).toEqual({ kind: 'offline' });
    expect(missingOf([{ ...waiting, fetchStatus: 'paused' }], true)).toEqual({ kind: 'offline' });
  });
});
