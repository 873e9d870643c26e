import fc from 'fast-check';
import { KeptState } from './kept-state.ts';

const present = fc.record({
  version: fc.integer({ min: 1 }),
  knownAt: fc.date({ noInvalidDate: true }),
  // As JSON has them: without halves of surrogate pairs.
  said: fc.string({ unit: 'binary', maxLength: 1_500 }).map((text) => JSON.stringify({ text }).slice(0, -1)),
});

describe('KeptState', () => {
  it('says what was put into it last, in whatever script and however long what was there before', () => {
    fc.assert(
      fc.property(fc.array(present, { minLength: 1 }), (states) => {
        const kept = new KeptState();
        for (const state of states) {
          kept.replace(state);
          expect(kept.present).toEqual(state);
        }
      }),
    );
  });

  it('leaves alone what was taken from it before', () => {
    const kept = new KeptState();
    kept.replace({ version: 1, knownAt: new Date(1), said: '{"level":1' });
    const first = kept.present;
    kept.replace({ version: 2, knownAt: new Date(2), said: '{"level":2' });
    expect(first).toEqual({ version: 1, knownAt: new Date(1), said: '{"level":1' });
  });
});
