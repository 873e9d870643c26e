import type { ExplainedPrint } from '@silkgauge/contract';
import { wordsOf } from '../words/words-of.ts';
import { standingText } from './standing-words.ts';

type Print = Parameters<typeof standingText>[0];
const print = (
  standing: Print['standing'],
  step: Print['step'],
  kind: ExplainedPrint['kind'],
  publishedAt = '2020-07-16',
  side = 'growth.GY.reported',
): Print => ({ key: 'GACC.CN/2020-S1', side, standing, step, kind, publishedAt });

const [en, zh] = [wordsOf('en'), wordsOf('zh')];
const textsOf = (prints: readonly Print[], words = en) =>
  prints.map((one) => standingText(one, prints, words));

describe('why a print stands or not', () => {
  it('names the kinds of both prints', () => {
    const prints = [
      print('chosen', 'kind', 'agency'),
      print('conflict', 'kind', 'repost'),
      print('superseded', 'kind', null),
      print('chosen', 'alone', 'official', '2020-07-16', 'level.reported'),
    ];
    expect(textsOf(prints)).toEqual([
      'stands: a news agency goes before a repost',
      'contradicts the one that stands: a news agency goes before a repost',
      'superseded: a news agency goes before a print of no stated kind',
      'stands: there is no other print',
    ]);
    expect(textsOf(prints, zh).slice(0, 2)).toEqual([
      '采用：通讯社先于转载',
      '与采用的版本矛盾：通讯社先于转载',
    ]);
  });

  it('names the days of both prints', () => {
    const prints = [
      print('chosen', 'publication', 'official', '2022-07-24'),
      print('superseded', 'publication', 'official', '2022-01-14'),
      print('superseded', 'publication', 'official', '2022-03'),
      print('superseded', 'publication', 'official', '_U'),
    ];
    expect(textsOf(prints)).toEqual([
      'stands: the print of 24 July 2022 goes before that of March 2022',
      'superseded: the print of 24 July 2022 goes before that of 14 January 2022',
      'superseded: the print of 24 July 2022 goes before that of March 2022',
      'superseded: the later publication goes first',
    ]);
    expect(textsOf(prints, zh)[1]).toBe('已被取代：2022年7月24日发布者先于2022年1月14日发布者');
  });

  it('tells the order of kinds where the other print is not listed, or is of another kind than said', () => {
    const order =
      'official documents go before translations, these before news agencies, these before reposts';
    const [alone] = textsOf([print('chosen', 'kind', 'agency')]);
    expect(alone).toBe(`stands: ${order}`);
    const [, better] = textsOf([
      print('chosen', 'narrower', 'repost'),
      print('superseded', 'kind', 'agency'),
    ]);
    expect(better).toBe(`superseded: ${order}`);
  });

  it('is nothing where it is not known', () => {
    expect(textsOf([print(null, null, 'agency'), print('withdrawn', null, 'agency')])).toEqual([
      '',
      'withdrawn',
    ]);
  });
});
