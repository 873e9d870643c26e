import { wordsOf } from '../../words/words-of.ts';
import { contributionLayout, type ContributionColumn } from './contribution-layout.ts';
import { mark } from '../mark/sample-mark.fixture.ts';

const part = (name: string, ...points: { at: number }[]) => ({
  name,
  colour: 0,
  mark: mark({ name, points }),
});
const column: ContributionColumn = {
  period: '2024',
  title: '2024',
  sum: null,
  total: mark({ name: 'Total', points: [{ at: 10.8 }] }),
  parts: [part('Exports', { at: 13.6 }), part('Imports', { at: -2.8 }), part('Other', { at: 1 }, { at: 2 })],
};
const words = wordsOf('en');

describe('contributions', () => {
  it.each([328, 1100])('have a label and a target for every part at %d px', (width) => {
    const { rows, targets } = contributionLayout([column], width, words);
    const [row] = rows;
    expect(new Set(row?.labels.map((label) => label.mark))).toEqual(
      new Set([...column.parts.map((each) => each.mark), column.total]),
    );
    expect(targets.map((target) => target.mark.name)).toEqual(['Exports', 'Imports', 'Other', 'Total']);
    for (const label of row?.labels ?? []) expect(label.x + label.width).toBeLessThanOrEqual(width + 1);
  });

  it('do not stack a part with two readings', () => {
    const { rows } = contributionLayout([column], 1100, words);
    expect(rows[0]?.pieces.map(({ part: { name } }) => name)).toEqual(['Exports', 'Imports']);
    expect(rows[0]?.labels.find(({ name }) => name === 'Other')).toMatchObject({ stacked: false });
  });

  it.each([328, 1100])('write the last day of a part period once, below its name, at %d px', (width) => {
    const day = { partUntil: '31 May 2024' };
    const running: ContributionColumn = {
      ...column,
      title: 'January to May 2024',
      total: column.total && { ...column.total, ...day },
      parts: column.parts.map((each) => ({ ...each, mark: { ...each.mark, ...day } })),
    };
    const { rows } = contributionLayout([running, column], width, words);
    const [row, next] = rows;
    expect(row?.remarks.join(' ')).toBe('to 31 May 2024');
    expect(next?.remarks).toEqual([]);
    const last = (row?.remarkY ?? 0) + ((row?.remarks.length ?? 0) - 1) * 16;
    expect(row?.remarkY).toBeGreaterThanOrEqual((row?.titleY ?? 0) + 14);
    // Above the bar in narrow charts, else beside the bar.
    if (width < 560) expect(last).toBeLessThan((row?.barY ?? 0) - 4);
    expect(last).toBeLessThan(next?.top ?? 0);
  });
});
