import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_COSTS, presentCosts } from './costs.ts';

describe('costs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scaling-'));
  const file = join(folder, 'costs.json');
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('are the defaults until they were measured', () => {
    expect(presentCosts(join(folder, 'none.json'))).toBe(DEFAULT_COSTS);
  });

  it('are those that were measured', () => {
    writeFileSync(file, JSON.stringify({ ...DEFAULT_COSTS, perEvent: 9 }));
    expect(presentCosts(file).perEvent).toBe(9);
  });

  it.each([{ perEvent: -1 }, { perChange: null }, { from: 3 }])('are refused with %j in them', (wrong) => {
    writeFileSync(file, JSON.stringify({ ...DEFAULT_COSTS, ...wrong }));
    expect(() => presentCosts(file)).toThrow(Object.keys(wrong)[0]);
  });
});
