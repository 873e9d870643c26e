import type { StateDocument } from '@silkgauge/contract';
import type { StateChange } from '@silkgauge/read-model';
import { documentOf } from '../growth-api.fixture.ts';
import { DigitsHistory, digitsOf } from './digits.ts';

const version = (number: number, document: StateDocument): StateChange => ({
  ...{ sequence: String(number * 10), key: 'A.B', domain: 'customs', period: '2020', version: number },
  known_at: new Date(Date.UTC(2024, 0, number)),
  document: JSON.stringify(document),
});

describe('the digits of a state', () => {
  it('are its numbers: no verdict, flag, status, source or formula', () => {
    const state = documentOf('5', '12.5');
    const { reported } = state.level;
    const same: StateDocument = {
      ...state,
      level: {
        ...state.level,
        ...(reported && { reported: { ...reported, status: 'A', formula: 'x@1' } }),
        verdict: 'agrees',
      },
      flags: ['calendar-effect'],
    };
    expect(digitsOf(same)).toBe(digitsOf(state));
    for (const other of [documentOf('5.0', '12.5'), documentOf('5'), documentOf('5', '12.6')])
      expect(digitsOf(other)).not.toBe(digitsOf(state));
  });

  it('are as old as the last version that changed them, however many versions came since', () => {
    const flagged = { ...documentOf('6'), flags: ['calendar-effect' as const] };
    const documents = [documentOf('5'), documentOf('5'), documentOf('6'), flagged, documentOf('6')];
    const history = new DigitsHistory();
    const versions = documents.map((document, at) => version(at + 1, document));
    for (const one of versions) history.take(one);
    expect(history.of(versions[4]!)).toEqual({
      ...{ key: 'A.B/2020', version: 5, sequence: '50' },
      digits: { since: '2024-01-03T00:00:00.000Z', sequence: '30', versions: 2, complete: true },
    });
  });

  it('that go back to former ones have changed twice', () => {
    const history = new DigitsHistory();
    const versions = ['5', '6', '5'].map((value, at) => version(at + 1, documentOf(value)));
    for (const one of versions) history.take(one);
    expect(history.of(versions[2]!).digits).toMatchObject({ versions: 3, sequence: '30' });
  });

  it('say that their count is a least one where the log has let versions go', () => {
    const history = new DigitsHistory();
    const kept = [version(1, documentOf('5')), version(4, documentOf('6'))];
    for (const one of kept) history.take(one);
    expect(history.of(kept[1]!).digits).toMatchObject({ versions: 2, complete: false });
  });
});
