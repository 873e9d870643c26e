import { KINDS } from '@silkgauge/contract';
import type { ServedRow } from '@silkgauge/read-model';
import { LogEntry } from './log-entry.ts';

/** An alert that counts how often its document is read. */
function alertRow(): { readonly row: ServedRow; readonly reads: () => number } {
  let reads = 0;
  const row = {
    ...{ sequence: '7', kind: 'alert', key: '_late/H2', period: '', domain: null, version: 1 },
    known_at: new Date(0),
    get document() {
      reads += 1;
      return JSON.stringify({ rule: '_late', kind: 'silence', state: 'firing', series: null, period: null });
    },
  } as unknown as ServedRow;
  return { row, reads: () => reads };
}

it('an entry is parsed once, where a filter looks at more than its type', () => {
  const { row, reads } = alertRow();
  const entry = new LogEntry(row);
  expect([entry.type, entry.attribute('type'), entry.lane]).toEqual([
    ...[KINDS.alert.type, KINDS.alert.type],
    'alert:_late/H2',
  ]);
  expect(reads()).toBe(0);
  expect([entry.attribute('state'), entry.attribute('rule')]).toEqual(['firing', '_late']);
  expect([entry.attribute('area'), entry.attribute('toString')]).toEqual([undefined, undefined]);
  expect(reads()).toBe(1);
});
