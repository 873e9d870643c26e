import { csvCell, csvLine } from './csv.ts';

describe('a cell', () => {
  it.each(['0', '-4.5', '4.50', '-0.0000', '123456789012345678901234567890.5'])(
    'keeps the number %s as it is',
    (number) => {
      expect(csvCell(number)).toBe(number);
    },
  );

  it.each([
    ['=1+1', `"'=1+1"`],
    ['+1', `"'+1"`],
    ['-1+1|cmd', `"'-1+1|cmd"`],
    ['@SUM(1)', `"'@SUM(1)"`],
    ['＝1', `"'＝1"`],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    ['-', `"'-"`],
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ])('does not let a spreadsheet run %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it.each([
    ['a,b', '"a,b"'],
    ['a "b"', '"a ""b"""'],
    ['a\nb', '"a\nb"'],
    ['a b', 'a b'],
    ['', ''],
    ['_T', '_T'],
    ['中国', '中国'],
  ])('writes %j as %s', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it('without a value is empty; a line ends with CR and LF', () => {
    expect(csvLine(['a', null, '1'])).toBe('a,,1\r\n');
  });
});
