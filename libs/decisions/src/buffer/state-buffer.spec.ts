import type { StateDocument } from '@silkgauge/contract';
import type { StateBody } from '@silkgauge/growth';
import { traceparentOf } from '@silkgauge/read-model';
import { StateBuffer, type Because } from './state-buffer.ts';

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
const documentOf = (buffer: StateBuffer, index: number) =>
  JSON.parse(buffer.changes[index]?.document ?? '') as StateDocument;

describe('StateBuffer', () => {
  it('counts versions up by one and names the changed members', () => {
    const buffer = new StateBuffer();
    expect(buffer.revise('S', '2020-03', level('1'), because('2020-04-01T00:00:00Z'))).toBe(true);
    expect(buffer.revise('S', '2020-03', level('2'), because('2020-04-02T00:00:00Z'))).toBe(true);
    expect(buffer.changes.map((c) => c.version)).toEqual([1, 2]);
    expect(documentOf(buffer, 0).change.previous).toBeNull();
    expect(documentOf(buffer, 1).change.previous).toEqual({ level: level('1').level });
  });

  it('keeps the trace of the cause of each version, where traceparentOf finds it', () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const buffer = new StateBuffer();
    buffer.revise('S', '2020-03', level('1'), { ...because('2020-04-01T00:00:00Z'), traceparent });
    buffer.revise('S', '2020-03', level('2'), because('2020-04-02T00:00:00Z'));
    expect([0, 1].map((at) => documentOf(buffer, at).change.traceparent)).toEqual([traceparent, undefined]);
    expect(buffer.changes.map(({ document }) => traceparentOf({ document }))).toEqual([
      traceparent,
      undefined,
    ]);
    expect(buffer.present('S', '2020-03')?.said).not.toContain('traceparent');
  });

  it('makes no version without new content', () => {
    const buffer = new StateBuffer();
    buffer.revise('S', '2020-03', level('1'), because('2020-04-01T00:00:00Z'));
    expect(buffer.revise('S', '2020-03', level('1'), because('2020-04-02T00:00:00Z'))).toBe(false);
    expect(buffer.changes).toHaveLength(1);
  });

  it('begins no key with an empty state, but empties a key with content', () => {
    const buffer = new StateBuffer();
    expect(buffer.revise('S', '2020-03', empty, because('2020-04-01T00:00:00Z'))).toBe(false);
    buffer.revise('S', '2020-03', level('1'), because('2020-04-01T00:00:00Z'));
    expect(buffer.revise('S', '2020-03', empty, because('2020-04-02T00:00:00Z', 'withdrawn'))).toBe(true);
    expect(documentOf(buffer, 1).change.previous).toMatchObject({ growth: level('1').growth });
  });

  it('never lowers knownAt of a key', () => {
    const buffer = new StateBuffer();
    buffer.revise('S', '2020-03', level('1'), because('2020-04-02T00:00:00Z'));
    buffer.revise('S', '2020-03', level('2'), because('2020-04-01T00:00:00Z'));
    expect(buffer.changes.map((c) => c.knownAt.toISOString())).toEqual([
      '2020-04-02T00:00:00.000Z',
      '2020-04-02T00:00:00.000Z',
    ]);
  });

  it('continues from the row of the table and does not return to it', () => {
    const buffer = new StateBuffer();
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
    buffer.load('S', row('1', 7));
    expect(buffer.revise('S', '2020-03', level('1'), because('2020-04-02T00:00:00Z'))).toBe(false);
    expect(buffer.revise('S', '2020-03', level('2'), because('2020-04-02T00:00:00Z'))).toBe(true);
    buffer.load('S', row('1', 7));
    expect(buffer.revise('S', '2020-03', level('2'), because('2020-04-02T00:00:00Z'))).toBe(false);
    expect(buffer.changes.map(({ version }) => version)).toEqual([8]);
  });
});
