import type { Page, ServedState } from '@silkgauge/contract';
import { shownState } from '../views/chart-data/shown-state.fixture.ts';
import { openAnswers, type OpenAnswer } from './open-answers.ts';

const page = (period: string, next: string | null = null): Page<ServedState> => ({
  items: [shownState({ period })],
  next,
});
const waiting: OpenAnswer = { data: undefined, isPlaceholderData: false };
const there = (data: Page<ServedState>): OpenAnswer => ({ data, isPlaceholderData: false });
const before = (data: Page<ServedState>): OpenAnswer => ({ data, isPlaceholderData: true });
const periods = (...answers: OpenAnswer[]) => openAnswers(answers).states.map(({ period }) => period);
const isWhole = (...answers: OpenAnswer[]) => openAnswers(answers).isWhole;

describe('the answers on conflicts and on open readings', () => {
  it('are counted when every one is there and under the present filter', () => {
    expect(isWhole(there(page('2020')), there(page('2021')))).toBe(true);
    expect(isWhole(there(page('2020')), waiting)).toBe(false);
    expect(isWhole(there(page('2020')), before(page('2021')))).toBe(false);
    expect(isWhole(before(page('2020')), before(page('2021')))).toBe(false);
  });

  it('are never of two filters, and have a state of both once', () => {
    expect(periods(there(page('2020')), before(page('2021')))).toEqual(['2020']);
    expect(periods(before(page('2020')), before(page('2021')))).toEqual(['2020', '2021']);
    expect(periods(there(page('2020')), there(page('2020')))).toEqual(['2020']);
    expect(periods(waiting, waiting)).toEqual([]);
  });

  it('are cut when one of those told goes on', () => {
    const cut = (...answers: OpenAnswer[]) => openAnswers(answers).isCut;
    expect(cut(there(page('2020')), there(page('2021', 'onward')))).toBe(true);
    expect(cut(there(page('2020')), before(page('2021', 'onward')))).toBe(false);
  });
});
