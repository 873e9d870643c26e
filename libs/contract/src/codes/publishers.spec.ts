import { readFileSync } from 'node:fs';
import { readPublishers } from './publishers.ts';

const read = (file: string) =>
  readFileSync(new URL(`../../../../data/codes/${file}`, import.meta.url), 'utf8');

describe('the publishers of the register', () => {
  const publisherOf = readPublishers(read);

  it.each([
    ['https://en.imsilkroad.com/p/314906.html', undefined, 'Xinhua', '新华社'],
    ['http://ningbo.chinadaily.com.cn/2020', undefined, 'China Daily', '中国日报'],
    [
      'http://english.customs.gov.cn/Statics/1.html',
      'GACC',
      'General Administration of Customs of China',
      '海关总署',
    ],
    ['http://ningbo.customs.gov.cn/', 'NINGBO-CUSTOMS', 'Ningbo Customs', '宁波海关'],
    ['https://nobody.example/1', undefined, 'nobody.example', 'nobody.example'],
  ])('%s', (document, code, en, zh) => {
    expect(publisherOf(document)).toEqual({ ...(code && { code }), name: { en, zh } });
  });

  it.each([
    ['https://a.org,,site,A,甲', 'write a host'],
    ['A.org,,site,A,甲', 'write a host'],
    ['a.org,NOBODY,site,A,甲', 'NOBODY is in no register of reporter'],
    ['a.org,,paper,A,甲', 'write one of government, news'],
    ['a.org,,site,A,', 'name it in both languages'],
    ['a.org,,site,A,甲\na.org,,site,B,乙', 'it is there twice'],
  ])('refuse %s', (rows, why) => {
    const text = `host,code,kind,name_en,name_zh\n${rows}\n`;
    expect(() => readPublishers((file) => (file === 'publishers.csv' ? text : read(file)))).toThrow(why);
  });

  it('have bodies of the register of reporters under the names that they have there', () => {
    const names = new Map(
      read('reporters.csv')
        .split('\n')
        .map((line) => [line.split(',')[0], line]),
    );
    for (const line of read('publishers.csv').trim().split('\n').slice(1)) {
      const [host = '', code = ''] = line.split(',');
      const { name } = publisherOf(`https://${host}/`);
      if (code !== '') expect(names.get(code)).toContain(`,${name.en},${name.zh},`);
    }
  });
});
