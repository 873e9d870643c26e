import fc from 'fast-check';
import { facesOf, rangesOf, type FontFace, type FontText } from './font-faces.ts';

const face = (family: string, range: string, rest: Partial<FontFace> = {}): FontFace => ({
  family,
  weight: '100 900',
  style: 'normal',
  range,
  ...rest,
});
const latin = face('Inter Variable', 'U+0000-00FF, U+2212');
const greek = face('Inter Variable', 'U+0370-0377,U+037A-037F');
const han = face('Noto Sans SC Variable', 'U+8de8,U+4e00-4eff');
const otherHan = face('Noto Sans SC Variable', 'U+9f83,U+9f85-9f8d');
const hanLatin = face('Noto Sans SC Variable', 'U+0000-00FF');
const all = [latin, greek, han, otherHan, hanLatin];

const text = (characters: string, weight = 400): FontText => ({
  text: characters,
  families: '"Inter Variable", "Noto Sans SC Variable", system-ui, sans-serif',
  weight,
  style: 'normal',
});

describe('a unicode-range', () => {
  it.each([
    ['U+26', [[0x26, 0x26]]],
    ['U+0-7F', [[0, 0x7f]]],
    [
      'u+0025-00ff, U+4??',
      [
        [0x25, 0xff],
        [0x400, 0x4ff],
      ],
    ],
    ['', [[0, 0x10_ff_ff]]],
    ['nothing of the kind', []],
  ])('%j', (range, ranges) => {
    expect(rangesOf(range)).toEqual(ranges);
  });

  it('contains the code points between its ends, inclusive', () => {
    const character = fc.integer({ min: 0, max: 0x1f_ff });
    fc.assert(
      fc.property(character, character, character, (one, other, code) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const range = `U+${low.toString(16)}-${high.toString(16)}`;
        const found = facesOf([face('Inter Variable', range)], [text(String.fromCodePoint(code))]);
        expect(found.length === 1).toBe(code >= low && code <= high);
      }),
    );
  });
});

describe('the faces that a picture needs', () => {
  it('are the faces with a character of a text, each once', () => {
    expect(facesOf(all, [text('Growth −3%'), text('+26%')])).toEqual([latin]);
    expect(facesOf(all, [text('跨'), text('Growth')])).toEqual([latin, han]);
    expect(facesOf(all, [])).toEqual([]);
  });

  it('are of the first family with the character', () => {
    expect(facesOf([hanLatin, han], [text('A')])).toEqual([hanLatin]);
    expect(facesOf(all, [text('A')])).toEqual([latin]);
  });

  it('are of the families of the text only', () => {
    expect(facesOf(all, [{ ...text('A'), families: 'Georgia, serif' }])).toEqual([]);
  });

  it('have the weight nearest to that of the text', () => {
    const regular = face('Inter', 'U+0-FF', { weight: '400' });
    const bold = face('Inter', 'U+0-FF', { weight: 'bold' });
    const named = { ...text('A'), families: 'Inter' };
    expect(facesOf([regular, bold], [{ ...named, weight: 400 }])).toEqual([regular]);
    expect(facesOf([regular, bold], [{ ...named, weight: 650 }])).toEqual([bold]);
  });

  it('have the style of the text if such a face exists', () => {
    const italic = face('Inter Variable', 'U+0-FF', { style: 'italic' });
    expect(facesOf([italic, latin], [text('A')])).toEqual([latin]);
    expect(facesOf([italic, latin], [{ ...text('A'), style: 'italic' }])).toEqual([italic]);
  });
});
