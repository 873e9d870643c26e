import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { parseTable, splitCsvLine } from './read-csv.ts';

describe('splitCsvLine', () => {
  it.each([
    ['a,b,c', ['a', 'b', 'c']],
    ['', ['']],
    [',,', ['', '', '']],
    ['"a,b",c', ['a,b', 'c']],
    ['a,"",c', ['a', '', 'c']],
    ['1,"EDWARDIAN ""PARASOL"" BLACK",2', ['1', 'EDWARDIAN "PARASOL" BLACK', '2']],
    ['"",""', ['', '']],
    ['x,"ends"', ['x', 'ends']],
  ])('splits %s', (line, fields) => {
    expect(splitCsvLine(line)).toEqual(fields);
  });

  it('agrees with a general parser', () => {
    const field = fc.string().filter((text) => !/[\r\n]/.test(text));
    const quote = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    fc.assert(
      fc.property(fc.array(field, { minLength: 2, maxLength: 6 }), (fields) => {
        const line = fields.map(quote).join(',');
        expect(splitCsvLine(line)).toEqual(fields);
        expect([splitCsvLine(line)]).toEqual(parse(line, { skip_empty_lines: false }));
      }),
    );
  });

  it.each(['"open', 'a,"b"c', 'a,"b""'])('refuses %s', (line) => {
    expect(() => splitCsvLine(line)).toThrow(SyntaxError);
  });
});

describe('parseTable', () => {
  it('names the fields by the header, with any line end and byte order mark', () => {
    expect(parseTable('\uFEFFcode,name\r\nX,"Export, all"\r\nM,Import\r\n')).toEqual([
      { code: 'X', name: 'Export, all' },
      { code: 'M', name: 'Import' },
    ]);
  });

  it('refuses a line with another number of fields than the header', () => {
    expect(() => parseTable('code,name\nX\n')).toThrow('1 fields, not 2: X');
  });
});
