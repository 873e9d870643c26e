import { wordsOf } from '../words/words-of.ts';
import { chainText, hostOf } from './print-source.ts';

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
});

describe('the chain of a side', () => {
  const series = { reporter: 'GACC' };
  const worked = {
    value: '1',
    low: '1',
    high: '1',
    unit: 'percent',
    status: '_U',
    formula: 'ratio@1',
  } as const;
  const from = {
    ...{ source: '/s', id: '1', document: 'https://example.org/a', publishedAt: '2020-07-16' },
    ...{ kind: 'agency' as const, publisher: { name: { en: 'Xinhua', zh: '新华社' } } },
  } as const;

  it('has the name of the body in the language of the page', () => {
    const names = { 'reporter GACC': { en: 'Customs', zh: '海关总署' } };
    expect(chainText(series, { ...worked, from }, wordsOf('en', names))).toBe(
      'Customs, as printed by Xinhua (news agency), 16 July 2020',
    );
    expect(chainText(series, { ...worked, from }, wordsOf('zh', names))).toBe(
      '海关总署，新华社（通讯社）2020年7月16日刊载',
    );
  });

  it('has the host of a state from before publishers were told, and the code of a body without a name', () => {
    const { kind: _, publisher: __, ...before } = from;
    expect(chainText(series, { ...worked, from: before }, wordsOf('en'))).toBe(
      'GACC, as printed by example.org, 16 July 2020',
    );
  });

  it('is not told of a number that nobody printed', () => {
    expect(chainText(series, worked, wordsOf('zh'))).toBeNull();
  });
});
