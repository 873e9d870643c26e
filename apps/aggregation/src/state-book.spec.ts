import type { StateDocument } from '@silkgauge/contract';
import type { StateBody } from '@silkgauge/growth';
import { StateBook, type Because } from './state-book.ts';

const unchecked = { verdict: 'unchecked', gap: null } as const;
const level = (value: string): StateBody => ({
  level: {
    computed: { value, unit: 'GBP', low: value, high: value, status: 'A', formula: 'total@1' },
    ...unchecked,
  },
  growth: { G1: { comparedWith: '2020-02', ...unchecked } },
  other: {},
  flags: [],
});
const empty: StateBody = { level: unchecked, growth: {}, other: {}, flags: [] };
const because = (at: string, reason: Because['reason'] = 'sales'): Because => ({
  reason,
  causes: [{ source: '/s', id: at, topic: 't', partition: 0, offset: '1' }],
  knownAt: new Date(at),
});
const documentOf = (book: StateBook, index: number) =>
  JSON.parse(book.changes[index]?.document ?? '') as StateDocument;

describe('StateBook', () => {
  it('counts versions up by one and says what changed', () => {
    const book = new StateBook();
    expect(book.revise('S', '2020-03', level('1'), because('2020-04-01T00:00:00Z'))).toBe(true);
    expect(book.revise('S', '2020-03', level('2'), because('2020-04-02T00:00:00Z'))).toBe(true);
    expect(book.changes.map((c) => c.version)).toEqual([1, 2]);
    expect(documentOf(book, 0).change.previous).toBeNull();
    expect(documentOf(book, 1).change.previous).toEqual({ level: level('1').level });
  });

  it('makes no version when nothing is said anew', () => {
    const book = new StateBook();
    book.revise('S', '2020-03', level('1'), because('2020-04-01T00:00:00Z'));
    expect(book.revise('S', '2020-03', level('1'), because('2020-04-02T00:00:00Z'))).toBe(false);
    expect(book.changes).toHaveLength(1);
  });

  it('begins no key with an empty state, but empties one that said something', () => {
    const book = new StateBook();
    expect(book.revise('S', '2020-03', empty, because('2020-04-01T00:00:00Z'))).toBe(false);
    book.revise('S', '2020-03', level('1'), because('2020-04-01T00:00:00Z'));
    expect(book.revise('S', '2020-03', empty, because('2020-04-02T00:00:00Z', 'withdrawn'))).toBe(true);
    expect(documentOf(book, 1).change.previous).toMatchObject({ growth: level('1').growth });
  });

  it('lets knownAt of a key never fall', () => {
    const book = new StateBook();
    book.revise('S', '2020-03', level('1'), because('2020-04-02T00:00:00Z'));
    book.revise('S', '2020-03', level('2'), because('2020-04-01T00:00:00Z'));
    expect(book.changes.map((c) => c.knownAt.toISOString())).toEqual([
      '2020-04-02T00:00:00.000Z',
      '2020-04-02T00:00:00.000Z',
    ]);
  });

  it('goes on from what the table says and does not fall back to it', () => {
    const book = new StateBook();
    const row = (value: string, version: number) => ({
      period: '2020-03',
      version,
      known_at: new Date('2020-04-01T00:00:00Z'),
      document: JSON.stringify({
        ...level(value),
        notices: [],
        change: { reason: 'sales', previous: null, causes: [{ source: ',"change":{', id: '","change":{' }] },
      }),
    });
    book.load('S', row('1', 7));
    expect(book.revise('S', '2020-03', level('1'), because('2020-04-02T00:00:00Z'))).toBe(false);
    expect(book.revise('S', '2020-03', level('2'), because('2020-04-02T00:00:00Z'))).toBe(true);
    book.load('S', row('1', 7));
    expect(book.revise('S', '2020-03', level('2'), because('2020-04-02T00:00:00Z'))).toBe(false);
    expect(book.changes.map(({ version }) => version)).toEqual([8]);
  });
});
