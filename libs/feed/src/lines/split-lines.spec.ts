import fc from 'fast-check';
import { LineSplitter, type Line } from './split-lines.ts';

const LIMIT = 8;

function linesOf(chunks: readonly Buffer[], limit = LIMIT): [number, string | null][] {
  const splitter = new LineSplitter(limit);
  const lines: Line[] = [];
  for (const chunk of chunks) {
    lines.push(...splitter.take(chunk));
    expect(splitter.held).toBeLessThanOrEqual(limit + 1);
  }
  lines.push(...splitter.end());
  return lines.map(({ number, bytes }) => [number, bytes === null ? null : bytes.toString('latin1')]);
}

/** The text cut at some places. */
function cut(text: string, places: readonly number[]): Buffer[] {
  const whole = Buffer.from(text, 'latin1');
  const ends = [...places.map((place) => place % (whole.length + 1)).sort((a, b) => a - b), whole.length];
  return ends.map((end, at) => whole.subarray(at === 0 ? 0 : ends[at - 1], end));
}

describe('lines of an upload', () => {
  it.each<[string, [number, string | null][]]>([
    ['', []],
    ['a', [[1, 'a']]],
    ['a\n', [[1, 'a']]],
    [
      'a\r\nb',
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    [
      '\n\r\na\n\nb\n',
      [
        [3, 'a'],
        [5, 'b'],
      ],
    ],
    ['12345678\r\n', [[1, '12345678']]],
    [
      '123456789\nb',
      [
        [1, null],
        [2, 'b'],
      ],
    ],
    ['a\rb', [[1, 'a\rb']]],
  ])('%j are %j', (text, lines) => {
    expect(linesOf([Buffer.from(text)])).toEqual(lines);
  });

  it('are the same wherever the chunks end, and no more than one line is held', () => {
    const text = fc
      .array(fc.constantFrom('a', 'é', '\r', '\n', '\r\n', '12345678', '123456789', '{}'), { maxLength: 40 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(400), { maxLength: 12 }), (whole, places) => {
        expect(linesOf(cut(whole, places))).toEqual(linesOf([Buffer.from(whole, 'latin1')]));
      }),
    );
  });

  it('are those of the text between line breaks', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '"'), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(line), (all) => {
        const told = all.flatMap((each, at): [number, string | null][] =>
          each === '' ? [] : [[at + 1, each.length > LIMIT ? null : each]],
        );
        expect(linesOf([Buffer.from(all.map((each) => `${each}\n`).join(''))])).toEqual(told);
      }),
    );
  });
});
