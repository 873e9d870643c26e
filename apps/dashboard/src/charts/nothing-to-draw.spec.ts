import { wordsOf } from '../words/words-of.ts';
import { barLayout } from './bars/bar-layout.ts';
import { contributionLayout } from './contributions/contribution-layout.ts';
import { indexLayout } from './lines/index-layout.ts';
import { overTimeLayout } from './lines/over-time-layout.ts';
import { mark } from './mark/sample-mark.fixture.ts';
import { smallLayout } from './lines/small-layout.ts';

const words = wordsOf('en');

/** Marks without dates, and without a number. */
const line = {
  name: 'China',
  colour: 0,
  marks: [mark({ period: '_U' }), mark({ period: '2020', points: [{ at: null }] })],
};

describe.each([
  ['no series', []],
  ['series without a place on the axes', [line]],
])('charts of %s', (_, lines) => {
  it.each([
    [
      'bars',
      () => barLayout(lines.length === 0 ? [] : [mark({ points: [{ at: null }] })], 'percent', 800, words),
    ],
    ['contributions', () => contributionLayout([], 800, words)],
    [
      'panels over time',
      () => overTimeLayout([{ title: '', unit: 'percent', lines, height: 200 }], [], 800, words),
    ],
    ['small multiples', () => smallLayout(lines, 24, 'percent', 800, words)],
    ['indices', () => indexLayout(lines, 800, words)],
  ])('have a finite layout: %s', (_name, layout) => {
    expect(JSON.stringify(layout())).not.toContain('NaN');
    expect(layout().height).toBeGreaterThan(0);
    expect(Number.isFinite(layout().height)).toBe(true);
  });
});
