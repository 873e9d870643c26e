import { lineShape } from '../lines/line-layout.ts';
import { pointLabels } from './point-labels.ts';
import { wordsOf } from '../../words/words-of.ts';
import { mark } from '../mark/sample-mark.fixture.ts';

const axes = {
  x: (period: string) => 40 * (Number(period.slice(0, 4)) - 2018),
  y: (value: number) => 200 - value / 5,
};
const room = { left: 0, right: 400, top: 0, bottom: 200, size: 12 };
const words = { origin: 0, words: wordsOf('en') };
const textsOf = (marks: readonly ReturnType<typeof mark>[], isLabelledAtEnd = false) =>
  pointLabels(
    [lineShape({ name: 'China', colour: 0, marks }, axes)],
    { at: axes.y, breaks: [], isBeyond: (value) => value > 100 },
    { ...words, isLabelledAtEnd },
    room,
  )?.map(({ text }) => text);
const at = (period: string, value: number, rest = {}) => mark({ period, points: [{ at: value }], ...rest });

describe('beside a point is written', () => {
  it('a number beyond a break, with its last day', () => {
    expect(textsOf([at('2020', 24), at('2021', 700), at('2022', 31)])).toEqual(['▲ 700']);
    expect(textsOf([at('2021', 700, { partUntil: '31 May' })])).toEqual(['▲ 700 to 31 May']);
  });

  it('an interval and a first print that reach beyond a break', () => {
    expect(textsOf([mark({ period: '2021', points: [{ at: 24, low: 20, high: 640 }] })])).toEqual([
      '20 to 640',
    ]);
    expect(textsOf([at('2021', 24, { first: 700 })])).toEqual(['700']);
  });

  it('the last day of a part period', () => {
    expect(textsOf([at('2020', 24, { partUntil: '31 May' }), at('2021', 30)])).toEqual(['to 31 May']);
  });

  it('nothing that the label at the end of the line has', () => {
    expect(textsOf([at('2020', 24), at('2021', 700, { partUntil: '31 May' })], true)).toEqual([]);
  });
});
