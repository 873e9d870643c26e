import { parseSmallBases } from './small-bases.ts';

describe('small bases', () => {
  it('are parsed into levels by indicator', () => {
    expect(parseSmallBases('CBEC:100000, STORES:10.5')).toEqual({ CBEC: '100000', STORES: '10.5' });
    expect(parseSmallBases('')).toEqual({});
  });

  it.each(['CBEC', 'CBEC:', 'CBEC:1e5', 'CBEC:-1', ':5', 'A B:5'])('refuse %p', (text) => {
    expect(() => parseSmallBases(text)).toThrow(/INDICATOR:LEVEL/);
  });
});
