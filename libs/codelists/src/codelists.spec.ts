import * as codelists from './index.ts';
import { codelist, codesWith, type Codelist } from './index.ts';

const LISTS = Object.entries(codelists).filter((one): one is [string, Codelist] =>
  Array.isArray((one[1] as Partial<Codelist>).codes),
);

it('a list has its codes in the order of its entries, and those that say something of themselves', () => {
  const list = codelist({
    b: { en: 'B', zh: '乙', isOpen: true },
    a: { en: 'A', zh: '甲' },
    c: { en: 'C', zh: '丙', isOpen: true },
  });
  expect(list.codes).toEqual(['b', 'a', 'c']);
  expect(codesWith(list, 'isOpen')).toEqual(['b', 'c']);
});

it.each(LISTS)('%s names each code in both languages', (_, { codes, entries }) => {
  expect(codes.length).toBeGreaterThan(1);
  for (const code of codes) {
    const { en = '', zh = '', means } = entries[code] ?? {};
    expect([code, en.trim() === '' || zh.trim() === '']).toEqual([code, false]);
    expect([code, /\p{Script=Han}/u.test(zh)]).toEqual([code, true]);
    if (means) expect([code, /\.$/.test(means.en), /。$/.test(means.zh)]).toEqual([code, true, true]);
  }
});
