import { wordsOf } from '../words/words-of.ts';
import { knownText } from './known-text.ts';

const known = (member: string, value: string | null, unit: string, more: object = {}) => ({
  ...{ member, value, low: null, high: null, unit, readings: [], ...more },
});

describe('a known figure in words', () => {
  it.each([
    [known('level.reported', '4720000000', 'CNY'), '4.72\u00a0bn\u00a0CNY', '47.2亿元'],
    [known('growth.GY.reported', '26.2', 'percent'), '+26.2%', '+26.2%'],
    [known('other.share.computed', '26.2', 'percent'), '26.2%', '26.2%'],
    [known('other.growth-gap.computed', '2.5', 'points'), '+2.5\u00a0points', '+2.5个百分点'],
    [
      known('level.implied', null, 'CNY', { low: '4715000000', high: '4725000000' }),
      ...(['4.715 to 4.725\u00a0bn\u00a0CNY', '47.15 至 47.25亿元'] as const),
    ],
    [
      known('growth.GY.reported', null, 'percent', { low: '345', high: '455', readings: ['450', '350'] }),
      ...(['either +450% / +350%', '或为+450% / +350%'] as const),
    ],
  ])('has the digits, units and signs of the page: %j', (figure, en, zh) => {
    expect(knownText(figure, wordsOf('en'))).toBe(en);
    expect(knownText(figure, wordsOf('zh'))).toBe(zh);
  });
});
