import fc from 'fast-check';
import { csvOf, inertCell } from './csv.ts';

/** Parses CSV by RFC 4180. */
function read(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy)) {
    record.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') {
      records.push(record);
      record = [];
    }
  }
  return records;
}

const tableOf = (cells: readonly (readonly string[])[]) => ({
  columns: ['a', 'b'].map((name) => ({ name, title: name.toUpperCase(), numeric: false })),
  rows: cells.map((row) => row.map((raw) => ({ text: 'shown', raw }))),
});

describe('a table as CSV', () => {
  it.each([
    ['-12.3', '-12.3'],
    ['+26.2', '+26.2'],
    ['=1+1', "'=1+1"],
    ['-1+1', "'-1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['＝1', "'＝1"],
    ['China', 'China'],
    ['', ''],
  ])('writes %j as %j', (raw, cell) => {
    expect(inertCell(raw)).toBe(cell);
  });

  it('has no byte order mark, names first, and CRLF after every record', () => {
    expect(csvOf(tableOf([['China, total', 'said "up"']]))).toBe('a,b\r\n"China, total","said ""up"""\r\n');
  });

  it('round-trips every cell', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (cells) => {
        expect(read(csvOf(tableOf(cells))).slice(1)).toEqual(cells.map((row) => row.map(inertCell)));
      }),
    );
  });
});
