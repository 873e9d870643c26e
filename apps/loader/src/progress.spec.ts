import { perSecond, progressOn, timeLeft } from './progress.ts';

describe('progress without a terminal', () => {
  const written: string[] = [];
  const progress = progressOn({ write: (text: string | Uint8Array) => written.push(text.toString()) > 0 });
  beforeEach(() => written.splice(0));

  it('writes a line per tenth and none at every step', () => {
    progress.start('orders', 100_000);
    for (let step = 0; step < 200; step += 1) progress.advance(500);
    progress.stop();
    expect(written).toHaveLength(9);
    expect(written[0]).toMatch(/^orders: 10,000 of 100,000, [\d,]+ events\/s, \d+ s left\n$/);
  });

  it('counts events if the total is unknown', () => {
    progress.start('-', undefined);
    progress.advance(49_999);
    expect(written).toEqual([]);
    progress.advance(1);
    expect(written[0]).toMatch(/^-: 50,000, /);
  });

  it('writes notes unchanged', () => {
    progress.note('customs-feed answered 503; again in 0.1 s');
    expect(written).toEqual(['customs-feed answered 503; again in 0.1 s\n']);
  });
});

describe('timeLeft', () => {
  it.each([
    [1, '1 s left'],
    [119_000, '119 s left'],
    [119_001, '2 min left'],
    [601_000, '11 min left'],
  ])('%i ms are %s', (milliseconds, text) => {
    expect(timeLeft(milliseconds)).toBe(text);
  });
});

describe('perSecond', () => {
  it.each([
    [45_000, 1000, '45,000'],
    [1, 3000, '0'],
    [5, 0, '5,000'],
  ])('%i events in %i ms are %s', (events, milliseconds, speed) => {
    expect(perSecond(events, milliseconds)).toBe(speed);
  });
});
