import { readBody } from '../terms/body.ts';
import { filtersTerm, readFilters } from './filters.ts';

describe('a filter that cannot be read', () => {
  const faultsOf = (filters: unknown) => {
    const read = readBody(filtersTerm, filters, '/filters');
    return read.ok ? [] : read.faults.map(({ pointer, rule, fix }) => `${pointer} ${rule}: ${fix}`);
  };
  const nested = (depth: number): unknown =>
    depth === 0 ? { exact: { area: 'CN' } } : { not: nested(depth - 1) };

  it.each<[string, unknown, string]>([
    ['no list', {}, '/filters filter-list: '],
    ['an empty list in a filter', [{ any: [] }], '/filters/0/any filter-list: '],
    ['two dialects', [{ exact: { area: 'CN' }, prefix: { area: 'CN' } }], '/filters/0 one-filter: '],
    ['a misspelt dialect', [{ exakt: { area: 'CN' } }], '/filters/0/exakt filter-dialect: Write "exact";'],
    ['the dialect sql', [{ sql: "area = 'CN'" }], '/filters/0/sql filter-dialect: '],
    [
      'a misspelt attribute',
      [{ exact: { aera: 'CN' } }],
      '/filters/0/exact/aera filter-attribute: Write "area".',
    ],
    ['an empty text', [{ exact: { area: '' } }], '/filters/0/exact/area filter-text: '],
    ['no attribute', [{ exact: {} }], '/filters/0/exact filter-attributes: '],
    ['a long text', [{ exact: { area: 'x'.repeat(257) } }], '/filters/0/exact/area filter-text: '],
    ['not with a list', [{ not: [{ exact: { area: 'CN' } }] }], '/filters/0/not one-filter: '],
    ['an empty any', [{ any: [] }], '/filters/0/any filter-list: '],
    [
      'a step that is a number',
      [{ 'silkgauge:move': { atLeast: 3 } }],
      '/filters/0/silkgauge:move/atLeast at-least: ',
    ],
    [
      'a step of zero',
      [{ 'silkgauge:move': { atLeast: '0.0' } }],
      '/filters/0/silkgauge:move/atLeast at-least: ',
    ],
    [
      'no path',
      [{ 'silkgauge:sign': { of: 'growht.GY' } }],
      '/filters/0/silkgauge:sign/of measure-path: Write "growth.GY".',
    ],
    [
      'a side of a verdict',
      [{ 'silkgauge:verdict': { in: ['agrees'], of: 'level.reported' } }],
      '/filters/0/silkgauge:verdict/of measure-path: ',
    ],
    [
      'no verdict',
      [{ 'silkgauge:verdict': { in: ['conflict'] } }],
      '/filters/0/silkgauge:verdict/in/0 verdict: Write "conflicts".',
    ],
    [
      'an unknown member',
      [{ 'silkgauge:revision': { off: 1 } }],
      '/filters/0/silkgauge:revision/off unknown-member: ',
    ],
    ['too deep', [nested(8)], `/filters/0${'/not'.repeat(8)} filter-depth: `],
    ['too large', Array.from({ length: 65 }, () => nested(0)), '/filters/64 filter-size: '],
  ])('%s is a fault with its place', (_name, filters, start) => {
    expect(faultsOf(filters)).toEqual([expect.stringContaining(start)]);
  });

  it('has 64 nodes and 8 levels at most', () => {
    expect(faultsOf([nested(7), ...Array.from({ length: 56 }, () => nested(0))])).toEqual([]);
  });
});

it('filters that were accepted and cannot be read are an error, since without them everything would be sent', () => {
  expect(readFilters([])).toEqual([]);
  expect(() => readFilters([{ exact: {} }])).toThrow('/filters/0/exact');
});
