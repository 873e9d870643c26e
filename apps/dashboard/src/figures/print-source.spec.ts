import { wordsOf } from '../words/words-of.ts';
import { hostOf, printSourceText } from './print-source.ts';

const printed = (document: string, publishedAt: string) => ({
  ...{ value: '1', low: '1', high: '1', unit: 'percent', status: '_U' as const, formula: 'reported@1' },
  from: { source: '/s', id: '1', document, publishedAt },
});

describe('where a print appeared', () => {
  it.each([
    ['https://www.example.org/a?b', 'example.org'],
    ['http://xn--fiq228c.cn/x', 'xn--fiq228c.cn'],
    ['doi:10.1000/1', null],
    ['https://', null],
    ['a yearbook', null],
  ])('%s: %s', (document, host) => {
    expect(hostOf(document)).toBe(host);
  });

  it.each([
    ['https://example.org/a', '2020-07-16', 'example.org, 16 July 2020'],
    ['https://example.org/a', '_U', 'example.org'],
    ['a yearbook', '2023', '2023'],
    ['a yearbook', '_U', null],
  ])('%s of %s reads %s', (document, publishedAt, text) => {
    expect(printSourceText(printed(document, publishedAt), wordsOf('en'))).toBe(text);
  });

  it('is not told of a number that nobody printed', () => {
    const { from: _, ...worked } = printed('', '');
    expect(printSourceText(worked, wordsOf('zh'))).toBeNull();
  });
});
