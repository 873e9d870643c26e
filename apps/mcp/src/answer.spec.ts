import fc from 'fast-check';
import { answerText, cut } from './answer.ts';

const link = 'http://127.0.0.1:4100/v1/growth';

it('an answer has at most its bytes, and the first items of each list', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 400 })),
      fc.array(fc.record({ text: fc.string({ maxLength: 900 }) })),
      fc.string({ maxLength: 3000 }),
      fc.integer({ min: 1000, max: 6000 }),
      (codes, prints, note, bytes) => {
        const text = answerText({ link, members: { note }, lists: { codes, prints } }, bytes);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(bytes);
        const told = JSON.parse(text) as Record<string, any>;
        expect(told.link).toBe(link);
        if (typeof told.leftOut === 'string') return;
        expect(told.note).toBe(note);
        for (const [name, items] of Object.entries({ codes, prints })) {
          expect(told[name]).toEqual(items.slice(0, told[name].length));
          expect(told.leftOut?.[name] ?? 0).toBe(items.length - told[name].length);
        }
      },
    ),
  );
});

it('an answer with items left out has no next page, which would begin behind them', () => {
  const lists = { items: Array.from({ length: 50 }, (_, at) => `${String(at)} ${'x'.repeat(400)}`) };
  const told = JSON.parse(answerText({ link, members: { next: 'cursor' }, lists }, 4_000)) as object;
  expect(told).not.toHaveProperty('next');
  expect(told).toHaveProperty('hint');
  expect(JSON.parse(answerText({ link, members: { next: 'cursor' } }))).toEqual({ next: 'cursor', link });
});

it('an answer that fits is whole', () => {
  const lists = { items: ['a', 'b'] };
  expect(JSON.parse(answerText({ link, lists }))).toEqual({ items: ['a', 'b'], link });
});

it('a cut text stays well-formed', () => {
  expect(cut('abc', 3)).toBe('abc');
  expect(cut('a😀b', 2)).toBe('a\ufffd…');
});
