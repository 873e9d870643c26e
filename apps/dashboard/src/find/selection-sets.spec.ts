import { setsOf } from './selection-sets.ts';

describe('the sets of a selection of what the page shows', () => {
  it('are the filters as one set', () => {
    expect(setsOf({ reporter: ['GACC', 'ZAEZ'], flow: ['X'] }, null)).toEqual([
      { reporter: ['GACC', 'ZAEZ'], flow: ['X'] },
    ]);
  });

  it('are each set of a saved selection under the filters, without codes that the set leaves out', () => {
    const saved = [
      { area: ['CN-*'], verdict: ['conflicts' as const] },
      { area: ['GB', 'CN'], reporter: ['GACC'] },
      { area: ['FR'] },
    ];
    expect(setsOf({ selection: ['id'], area: ['CN', 'CN-HA'], flow: ['X'] }, saved)).toEqual([
      { area: ['CN-HA'], verdict: ['conflicts'], flow: ['X'] },
      { area: ['CN'], reporter: ['GACC'], flow: ['X'] },
    ]);
  });

  it('are none where no set has a code of a filter', () => {
    expect(setsOf({ selection: ['id'], area: ['JP'] }, [{ area: ['CN-*'] }])).toEqual([]);
  });
});
