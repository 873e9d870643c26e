import { parseCsv, readCodeNames } from './code-names.ts';

describe('the names of codes', () => {
  it('come from the registers', async () => {
    const names = await readCodeNames();
    expect(names.area?.['CN-HA'] ?? names.area?.['CN']).toMatch(/Henan|China/);
    expect(names.counterpart).toEqual(names.area);
    expect(names.indicator?.['CBEC']).toBe('Cross-border e-commerce trade, value');
    expect(names.any?.['_U']).toBe('Not stated');
  });

  it('are none where a register is not there', async () => {
    expect(await readCodeNames(new URL('nowhere/', import.meta.url))).toMatchObject({ area: {}, any: {} });
  });
});

describe('CSV', () => {
  it.each([
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,"b, ""c""\nd",\r\n,,',
      [
        ['a', 'b, "c"\nd', ''],
        ['', '', ''],
      ],
    ],
    ['', []],
    ['a', [['a']]],
    ['\n\na\n', [['a']]],
  ])('%j is read as it was written', (text, rows) => {
    expect(parseCsv(text)).toEqual(rows);
  });
});
