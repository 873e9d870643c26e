import type { Measurement, Sides } from '@silkgauge/growth';
import { wordsOf } from '../words/words-of.ts';
import { between, judgedState, UP_BY_OR_TO } from './open-state.fixture.ts';
import { openFigures } from './open-figures.ts';
import { settlingOf, settlingText, timesOf } from './settling.ts';

const conflict = (reported: Measurement, other: Partial<Sides>): Sides => ({
  ...{ reported, ...other },
  ...{ verdict: 'conflicts', gap: null },
});
const summed = (value: string, formula: string) => between(value, value, value, formula);

function figureOf(judged: Parameters<typeof judgedState>[1], period = '2021') {
  const [figure] = openFigures([judgedState({ period }, judged)]);
  if (!figure) throw new Error('the state has nothing open');
  return figure;
}

describe('the figure that would settle a conflict', () => {
  it.each([
    ['sum-of-declared-parts@1', 'settle.parts'],
    ['sum-of-parts@1', 'settle.flows'],
    ['sum-of-periods@1', 'settle.periods'],
    ['cumulative-difference@1', 'settle.periods'],
  ])('of a level beside %s is %s', (formula, settles) => {
    const level = conflict(between('9', '8.5', '9.5'), { computed: summed('5', formula) });
    expect(settlingOf(figureOf({ level }))).toBe(settles);
  });

  it('of a level beside an implied base is the level as counted a year later', () => {
    const level = conflict(between('9', '8.5', '9.5'), { implied: summed('5', 'implied-base@1') });
    expect(settlingOf(figureOf({ level }))).toBe('settle.rebased');
  });

  it('of a rate whose base is weaker than its level is the final base, named with its reporter', () => {
    const growth = conflict(between('18.6', '18.55', '18.65'), { computed: summed('13.6', 'ratio@1') });
    const level: Sides = {
      reported: { ...between('1920', '1915', '1925'), status: 'A' },
      verdict: 'unchecked',
      gap: null,
    };
    const figure = figureOf({ growth, level });
    const words = wordsOf('en', { 'reporter GACC': { en: 'Customs', zh: '海关' } });
    expect(settlingText(figure, words)).toBe(
      'The final level of 2020 by Customs: the one that is known is preliminary.',
    );
    expect(settlingOf(figureOf({ growth }))).toBe('settle.base');
  });

  it('of intervals that do not meet is never a print with more digits, however near they are', () => {
    const growth = conflict(between('5', '4.5', '5.5'), { computed: between('6', '5.8', '6.2', 'ratio@1') });
    expect(settlingOf(figureOf({ growth }))).toBe('settle.base');
  });

  it.each([
    [true, '2020', 'settle.base'],
    [false, '2020', 'settle.levels'],
    [false, '_U', 'settle.period'],
  ])('of a wording with two readings, level known %s, period %s, is %s', (isKnown, period, settles) => {
    const growth: Sides = { reported: UP_BY_OR_TO, verdict: 'unchecked', gap: null };
    const level: Sides = { reported: between('9', '8', '10'), verdict: 'unchecked', gap: null };
    const figure = figureOf({ growth, ...(isKnown && { level }), flags: ['ambiguous-wording'] }, period);
    expect(settlingOf(figure)).toBe(settles);
  });

  it('of a doubled total says that it is twice its parts', () => {
    const of = (value: string) =>
      timesOf(
        figureOf({
          level: conflict(between(value, value, value), {
            computed: summed('243076859765', 'sum-of-declared-parts@1'),
          }),
        }),
      );
    expect([of('486153719530'), of('486153719531'), of('729230579295')]).toEqual([2, null, 3]);
  });
});
