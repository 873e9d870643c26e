import type { Availability } from '@silkgauge/contract';
import { search } from './search.ts';

const code = (name: string, en: string | null, zh: string | null, states = 1, also?: string[]) => ({
  code: name,
  names: { en, zh },
  ...(also && { also }),
  states,
  series: 1,
});
const availability = {
  dimensions: {
    reporter: [code('GACC', 'General Administration of Customs', '海关总署', 40)],
    area: [
      code('CN-HA', 'Henan', '河南', 3),
      code('CN-46', 'Hainan', '海南', 5),
      code('US', 'United States of America', '美国', 7, ['USA']),
      code('CI', "Côte d'Ivoire", null, 9),
    ],
    indicator: [],
    coverage: [],
    flow: [],
    mode: [],
    product: [
      code('HENNA', 'Henna and dyes', null, 90),
      {
        ...code('HS67', 'Articles of hair', '人发制品', 2),
        names: { en: 'Articles of hair', zh: '人发制品', short: { en: 'Wigs', zh: '假发' } },
      },
    ],
    counterpart: [],
    currency: [],
  },
} as unknown as Availability;

const codes = (text: string) => search(availability, text).map((found) => found.code);

describe('the search', () => {
  it('finds names in both languages, codes, and parts of names', () => {
    expect(codes('河南')).toEqual(['CN-HA']);
    expect(codes('gacc')).toEqual(['GACC']);
    expect(codes('customs')).toEqual(['GACC']);
    expect(codes('cote d')).toEqual(['CI']);
    expect([codes('wig'), codes('假发'), codes('articles')]).toEqual([['HS67'], ['HS67'], ['HS67']]);
    expect(codes('usa')).toEqual(['US']);
  });

  it('requires all words, and ranks by beginning with the first word, then by number of figures', () => {
    expect(codes('hen')).toEqual(['HENNA', 'CN-HA']);
    expect(codes('hen dyes')).toEqual(['HENNA']);
    expect(codes('an')).toEqual(['HENNA', 'CN-46', 'CN-HA']);
    expect(codes('  ')).toEqual([]);
  });
});
