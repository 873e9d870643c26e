import fc from 'fast-check';
import { readBinaryAttributes } from './binary-attributes.ts';

/** Encodes as the HTTP binding requires: space, quote, percent, and all bytes beyond printable ASCII. */
const encode = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) =>
      byte > 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x25
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`,
    )
    .join('');

describe('attributes in headers', () => {
  it('decode to the encoded text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readBinaryAttributes(['CE-Subject', encode(text)])).toEqual({
          attributes: { subject: text },
          faults: [],
        });
      }),
    );
  });

  it.each([
    ['plain', '/customs/gacc', '/customs/gacc'],
    ['quoted', '"a \\"b\\" c"', 'a "b" c'],
    ['encoded once only', '%2541', '%41'],
    ['raw UTF-8, which Node shows as Latin-1', Buffer.from('é').toString('latin1'), 'é'],
    ['a euro sign from the specification', 'Euro%20%E2%82%AC%20%F0%9F%98%80', 'Euro € 😀'],
  ])('%s', (_name, value, text) => {
    expect(readBinaryAttributes(['ce-subject', value]).attributes).toEqual({ subject: text });
  });

  it.each([
    ['half an escape', ['ce-id', '100%'], 'header-encoding', '/id'],
    ['invalid UTF-8', ['ce-id', '%C3%28'], 'header-encoding', '/id'],
    ['half a surrogate pair', ['ce-id', '%ED%A0%80'], 'header-encoding', '/id'],
    ['the same header twice', ['ce-id', 'a', 'CE-ID', 'a'], 'attribute-repeated', '/id'],
    ['data', ['ce-data', '{}'], 'attribute-name', '/data'],
    ['a content type of its own', ['ce-datacontenttype', 'text/plain'], 'attribute-name', '/datacontenttype'],
    ['the name __proto__', ['ce-__proto__', 'x'], 'attribute-name', '/__proto__'],
  ])('%s is a fault', (_name, rawHeaders, rule, pointer) => {
    expect(readBinaryAttributes(rawHeaders).faults).toEqual([expect.objectContaining({ rule, pointer })]);
  });

  it('are not taken from other headers', () => {
    expect(readBinaryAttributes(['host', 'x', 'cedar', 'y', 'x-ce-id', 'z'])).toEqual({
      attributes: {},
      faults: [],
    });
  });
});
