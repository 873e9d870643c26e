import { readFileSync } from 'node:fs';
import { readDeclarations } from './declarations.ts';

const read = (file: string) =>
  readFileSync(new URL(`../../../../data/codes/${file}`, import.meta.url), 'utf8');
const withFile = (name: string, text: string) => (file: string) => (file === name ? text : read(file));

describe('the declarations of the registers', () => {
  const { partitions, homes } = readDeclarations(read);

  it('say that the 98 chapters are the imports of the United States', () => {
    const [chapters, another] = partitions;
    expect(another).toBeUndefined();
    expect(chapters).toMatchObject({ reporter: 'USCENSUS', dimension: 'product', whole: '_T' });
    expect(chapters?.parts).toHaveLength(98);
    expect(chapters?.parts).toEqual(expect.arrayContaining(['HS01', 'HS76', 'HS78', 'HS99']));
    expect(chapters?.parts).not.toContain('HS8418');
  });

  it('say where reporters are at home', () => {
    expect(homes.get('ALIEXPRESS')).toBe('CN');
    expect(homes.get('USCENSUS')).toBe('US');
    expect(homes.has('_U')).toBe(false);
  });

  it.each([
    ['USCENSUS,GOODS,area,CN,HS??,x', 'no registered area is HS??'],
    ['USCENSUS,GOODS,goods,_T,HS??,x', 'write one of reporter, area'],
    ['NOBODY,GOODS,product,_T,HS??,x', 'NOBODY is in no register of reporter; add it there'],
    ['USCENSUS,GOODS,product,_T,HS01,x', 'name two parts or more'],
    ['USCENSUS,GOODS,product,_T,HS01;HS0?,x', 'each once'],
    ['USCENSUS,GOODS,product,_T,HS??,', 'name the source'],
  ])('refuse the partition %s', (row, why) => {
    const text = `reporter,indicator,dimension,whole,parts,source\n${row}\n`;
    expect(() => readDeclarations(withFile('partitions.csv', text))).toThrow(why);
  });

  it.each([
    ['X,kind,X,X,,CHINA,name', 'CHINA is no country'],
    ['X,kind,X,X,,CN,', 'name the source of its home'],
  ])('refuse the home of %s', (row, why) => {
    const text = `${read('reporters.csv')}${row}\n`;
    expect(() => readDeclarations(withFile('reporters.csv', text))).toThrow(why);
  });
});
