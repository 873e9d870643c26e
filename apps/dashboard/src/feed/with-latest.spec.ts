import type { GrowthState } from '@silkgauge/contract';
import { withLatest } from './with-latest.ts';

const state = (sequence: string) => ({ sequence, knownAt: '2026-01-02T03:04:05.000Z' }) as GrowthState;
const live = (...sequences: string[]) => sequences.map((sequence) => ({ state: state(sequence), at: 1 }));
const latest = (...sequences: string[]) => sequences.map(state);
const shown = (changes: ReturnType<typeof withLatest>) =>
  changes.map((change) => `${change.state.sequence}${change.fromLog ? ' from log' : ''}`);

describe('the feed', () => {
  it('begins with the newest change of the log, at its `knownAt`', () => {
    const changes = withLatest([], latest('9', '10'));
    expect(shown(changes)).toEqual(['10 from log', '9 from log']);
    expect(changes[0]?.at).toBe(Date.UTC(2026, 0, 2, 3, 4, 5));
  });

  it('shows a change of stream and log once', () => {
    expect(shown(withLatest(live('11', '10'), latest('9', '10', '11')))).toEqual(['11', '10', '9 from log']);
  });

  it('inserts missed changes in the order of sequences', () => {
    expect(shown(withLatest(live('102', '9'), latest('99', '100', '101')))).toEqual([
      '102',
      '101 from log',
      '100 from log',
      '99 from log',
      '9',
    ]);
  });
});
