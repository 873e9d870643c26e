import fc from 'fast-check';
import { parseJson } from './parse-json.ts';

const ruleOf = (bytes: Buffer) => {
  const parsed = parseJson(bytes);
  return parsed.ok ? 'ok' : parsed.fault.rule;
};
const nested = (depth: number, padding = 0) =>
  Buffer.from(`${'['.repeat(depth)}"${'x'.repeat(padding)}"${']'.repeat(depth)}`);

describe('parseJson', () => {
  it.each([
    ['an object', Buffer.from('{"a":1}'), 'ok'],
    ['nothing', Buffer.alloc(0), 'json'],
    ['half an object', Buffer.from('{"a":'), 'json'],
    ['text behind it', Buffer.from('{} {}'), 'json'],
    ['a comment', Buffer.from('/* */ {}'), 'json'],
    ['NaN', Buffer.from('NaN'), 'json'],
    ['a byte order mark', Buffer.from('\ufeff{}'), 'byte-order-mark'],
    ['a lonely continuation byte', Buffer.from([0x22, 0x80, 0x22]), 'utf-8'],
    ['an overlong slash', Buffer.from([0x22, 0xc0, 0xaf, 0x22]), 'utf-8'],
    ['an encoded surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'utf-8'],
    ['UTF-16', Buffer.from('{}', 'utf16le'), 'json'],
    ['a raw NUL', Buffer.from('"\0"'), 'json'],
    ['deep nesting in something large', nested(600_000), 'nesting-depth'],
    [
      'brackets inside a string in something large',
      Buffer.from(JSON.stringify(`\\"${'['.repeat(1_100_000)}`)),
      'ok',
    ],
    ['just deep enough in something large', nested(64, 1_100_000), 'ok'],
    ['one level more in something large', nested(65, 1_100_000), 'nesting-depth'],
  ])('%s: %s', (_name, bytes, rule) => {
    expect(ruleOf(bytes)).toBe(rule);
  });

  it('quotes no input in its faults', () => {
    expect(JSON.stringify(parseJson(Buffer.from('{"password": hunter2}')))).not.toContain('hunter2');
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(typeof parseJson(bytes).ok).toBe('boolean');
      }),
    );
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJson(Buffer.from(text))).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });
});
