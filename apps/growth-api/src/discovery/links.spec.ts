import fc from 'fast-check';
import { cursorIn } from './links.ts';

describe('the cursor of a list', () => {
  it.each([
    ['{"items":[],"next":"abc-_1"}', 'abc-_1'],
    ['{"items":[{"a":1}],"next":"42","partitions":[]}', '42'],
    ['{"items":[{"data":{"x":1,"next":"no"}}],"next":null}', null],
    ['{"items":[{"data":{"x":1,"next":"no"}}],"next":"yes"}', 'yes'],
    ['{"items":[],"next":null}', null],
    ['{"positions":[{"topic":"x","next":"12"}]}', null],
    ['', null],
  ])('in %s is %j', (text, cursor) => {
    expect(cursorIn(text)).toBe(cursor);
  });

  it('is what a parser finds, whatever the items hold', () => {
    const page = fc.record({
      items: fc.array(fc.jsonValue()),
      next: fc.option(fc.base64String({ minLength: 1 }).map((text) => `c${text.replaceAll(/[+/=]/g, '_')}`)),
    });
    fc.assert(
      fc.property(page, ({ items, next }) => {
        expect(cursorIn(JSON.stringify({ items, next }))).toBe(next);
      }),
    );
  });
});
