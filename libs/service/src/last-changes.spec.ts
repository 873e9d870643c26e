import { LastChanges } from './last-changes.ts';
import { isKnown } from './tag-answers.ts';

const NOON = Date.UTC(2024, 0, 1, 12);
const dateOf = (at: number): string => new Date(at).toUTCString();
const asked = (url = '/v1/claims', accept = '*/*') => ({ url, headers: { accept } });

describe('the last change of an answer', () => {
  it('is when it was first sent so, as long as it is the same', () => {
    const changes = new LastChanges();
    const first = changes.of(asked(), '"a"', undefined, NOON + 300);
    expect(first).toEqual({ told: dateOf(NOON), lastModified: dateOf(NOON) });
    expect(changes.of(asked(), '"a"', undefined, NOON + 90_000)).toEqual(first);
    expect(changes.of(asked(), '"b"', undefined, NOON + 95_000).told).toBeUndefined();
    expect(changes.of(asked(), '"b"', undefined, NOON + 97_000).told).toBe(dateOf(NOON + 96_000));
    // The first content again is a change, too.
    changes.of(asked(), '"a"', undefined, NOON + 99_000);
    expect(changes.of(asked(), '"a"', undefined, NOON + 110_000).told).toBe(dateOf(NOON + 100_000));
  });

  it('is another date for another answer of the same second, and none that lies ahead', () => {
    const changes = new LastChanges();
    changes.of(asked(), '"a"', undefined, NOON + 100);
    const second = changes.of(asked(), '"b"', undefined, NOON + 200);
    expect(second).toEqual({ told: undefined, lastModified: dateOf(NOON) });
    const headers = { 'if-modified-since': dateOf(NOON) };
    expect(isKnown(headers, { tag: '"b"', lastModified: undefined, told: second.told })).toBe(false);
    expect(changes.of(asked(), '"b"', undefined, NOON + 1_500).lastModified).toBe(dateOf(NOON + 1_000));
  });

  it('is what the handler proves, and stays so while only the proof moves on', () => {
    const changes = new LastChanges();
    changes.of(asked(), '"a"', undefined, NOON);
    expect(changes.of(asked(), '"a"', dateOf(NOON + 2_000), NOON + 3_000).told).toBe(dateOf(NOON + 2_000));
    expect(changes.of(asked(), '"a"', dateOf(NOON + 60_000), NOON + 70_000).told).toBe(dateOf(NOON + 2_000));
    expect(changes.of(asked(), '"b"', dateOf(NOON + 80_000), NOON + 90_000).told).toBe(dateOf(NOON + 80_000));
  });

  it('is of an address and of what chooses between its forms', () => {
    const changes = new LastChanges(2);
    changes.of(asked('/a'), '"a"', undefined, NOON);
    changes.of(asked('/a', 'application/ld+json'), '"l"', undefined, NOON + 5_000);
    expect(changes.of(asked('/a'), '"a"', undefined, NOON + 9_000).told).toBe(dateOf(NOON));
    changes.of(asked('/b'), '"b"', undefined, NOON + 9_000);
    // Forgotten for newer ones.
    expect(changes.of(asked('/a', 'application/ld+json'), '"l"', undefined, NOON + 10_000).told).toBe(
      dateOf(NOON + 10_000),
    );
  });
});
