import { event, GROWTH, LEVEL, level, print, told, withdrawal, ZONE } from '../spec/events.fixture.ts';
import { fileWorld } from '../spec/event-world.fixture.ts';
import { marks, numerals, sentence } from '../spec/told.fixture.ts';
import type { Bulletin, Telling } from '../bulletin.ts';
import type { ToldState, World } from '../world.ts';
import { digestOf, nextVersion, type Step } from './next-version.ts';
import { SaidSince } from './said-since.ts';

const step = (at: number, reason = 'reported'): Step => ({
  ...{ bulletin: 'spec', sequence: String(100 + at), told: String(99 + at) },
  knownAt: `2020-07-${String(at).padStart(2, '0')}T00:00:00.000Z`,
  plan: { version: 1, source: '/spec', id: 'plan' },
  because: { reason, causes: [{ source: '/spec', id: `cause-${String(at)}` }] },
});
/** Versions of tellings in a row, newest first. */
function versionsOf(...tellings: readonly (Telling | null)[]): readonly Bulletin[] {
  let all: readonly Bulletin[] = [];
  for (const [at, telling] of tellings.entries()) {
    const [last = null, ...older] = all;
    const next = nextVersion(last, telling, step(at + 1));
    const since = next && new SaidSince(next);
    for (const one of older) since?.take(one);
    if (since) all = [since.dated, ...all];
  }
  return all;
}
const TOTAL = { id: 'total', ...LEVEL };
const RATE = { id: 'rate', ...GROWTH };
const tellings = (events: readonly object[], ...sentences: readonly object[]) =>
  told(fileWorld(events), sentences.length > 0 ? sentences : [TOTAL, RATE]);
const one = level('4.72', { id: 'level' });
const corrected = level('4.80', { id: 'later', corrects: { source: '/spec', id: 'level' } });
const rate = print({ id: 'rate' });

describe('the next version of a bulletin', () => {
  it('is the first, of a plan that nothing was told of', () => {
    const telling = tellings([one]);
    expect(nextVersion(null, telling, step(1))).toEqual({
      ...step(1),
      because: undefined,
      ...telling,
      ...{ version: 1, kind: 'first', corrections: [], digest: digestOf(telling) },
    });
    expect(nextVersion(null, null, step(1))).toBeNull();
  });

  it('is none where the same is told, whatever the versions of the states', () => {
    const world = fileWorld([one, rate]);
    const again: World = {
      ...world,
      state: (key) => {
        const state = world.state(key);
        return state && ({ ...state, version: 7 } satisfies ToldState);
      },
    };
    const [first, second] = [world, again].map((each) => told(each, [TOTAL, RATE]));
    expect(versionsOf(first ?? null, second ?? null)).toHaveLength(1);
  });

  it('is an update where every numeral and quote told before is still told', () => {
    const [second] = versionsOf(tellings([one]), tellings([one, rate]));
    expect(second).toMatchObject({ version: 2, kind: 'update', corrections: [] });
  });

  it('is an update where another print says the same number with the same digits', () => {
    const early = print({ id: 'early', status: 'preliminary' });
    const final = print({ id: 'final', status: 'final', publishedAt: '2020-08-01' });
    const [before, after] = [tellings([early], RATE), tellings([early, final], RATE)];
    expect(numerals(sentence(after, 'en', 'rate')).map(({ ref }) => 'id' in ref && ref.id)).toEqual([
      'final',
    ]);
    expect(versionsOf(before, after)[0]).toMatchObject({ version: 2, kind: 'update', corrections: [] });
  });

  it('is an update where another print says the same multiple in the same words', () => {
    const doubled = (id: string, members: object) =>
      print({ id, value: '2', unit: 'times', wording: 'fold', quote: 'doubled', ...members });
    const early = doubled('early', { status: 'preliminary' });
    const final = doubled('final', { status: 'final', publishedAt: '2020-08-01' });
    const [second] = versionsOf(tellings([early], RATE), tellings([early, final], RATE));
    expect(second).toMatchObject({ version: 2, kind: 'update', corrections: [] });
  });

  it('is an update where a number of an unknown period is left that another print says, too', () => {
    const of = { id: 'rate', say: 'figure', of: `${ZONE}/_U`, tell: ['growth'] };
    const [a, b, c] = ['20', '20', '30'].map((value, at) =>
      print({ id: `print-${'abc'.charAt(at)}`, period: '_U', value, comparison: '_U' }),
    ) as [object, object, object];
    const gone = withdrawal('figure', { ref: { source: '/spec', id: 'print-a' }, reason: 'wrong' });
    const [second] = versionsOf(tellings([a, b, c], of), tellings([a, b, c, gone], of));
    expect(second).toMatchObject({ version: 2, kind: 'update', corrections: [] });
  });

  it('is an update where two prints of one number that do not meet change places', () => {
    const repost = (value: string, publishedAt: string) =>
      print({
        ...{ value, publishedAt },
        evidence: { document: 'https://example.org/repost', quote: 'again', kind: 'repost' },
      });
    const first = [print({ value: '31.1' }), repost('28.7', '2020-08-01')];
    const then = [print({ value: '28.7', publishedAt: '2020-08-15' }), repost('31.1', '2020-09-01')];
    const [before, after] = [tellings(first, RATE), tellings([...first, ...then], RATE)];
    const [was, is] = [before, after].map((one) => sentence(one, 'en', 'rate'));
    for (const one of [was, is]) expect(one && marks(one)).toContain('conflict');
    expect([was, is].map((one) => one && numerals(one)[0]?.value)).toEqual(['31.1', '28.7']);
    expect(versionsOf(before, after)[0]).toMatchObject({ version: 2, kind: 'update', corrections: [] });
  });

  it('is an update where nothing was told before, and a sentence is refused by another rule', () => {
    const gone = withdrawal('figure', { ref: { source: '/spec', id: 'level' }, reason: 'wrong' });
    const all = versionsOf(tellings([]), tellings([one, gone]), tellings([one]));
    expect(all.map(({ kind }) => kind)).toEqual(['update', 'update', 'first']);
  });

  it('is a correction by that name, which says what was said and what is said now', () => {
    const [before, after] = [tellings([one, rate]), tellings([one, rate, corrected])];
    const [second, first] = versionsOf(before, after);
    expect(second).toMatchObject({ version: 2, kind: 'correction' });
    expect(second?.corrections).toEqual([
      {
        ...{ version: 2, at: '2020-07-02T00:00:00.000Z', id: 'total' },
        said: {
          en: sentence(before, 'en', 'total').text,
          zh: sentence(before, 'zh', 'total').text,
          since: '2020-07-01T00:00:00.000Z',
        },
        says: { en: sentence(after, 'en', 'total').text, zh: sentence(after, 'zh', 'total').text },
        refused: null,
        numerals: [{ key: `${ZONE}/2020-S1`, member: 'level.reported', was: '4720000000', is: '4800000000' }],
        because: step(2).because,
      },
    ]);
    expect(second?.digest).not.toBe(first?.digest);
  });

  it('names each of two prints of one number that are not told any more, and the new one in its place', () => {
    const weak = { kind: 'repost', document: 'https://example.org/weak' };
    const first = print({ id: 'first', value: '31.1' });
    const repost = print({ id: 'repost', value: '28.7', evidence: { ...weak, quote: 'a' } });
    const better = (id: string, value: string, of: string, members: object = {}) =>
      print({ id, value, corrects: { source: '/spec', id: of }, ...members });
    const [second] = versionsOf(
      tellings([first, repost], RATE),
      tellings(
        [
          ...[first, repost, better('second', '31.2', 'first')],
          better('again', '28.8', 'repost', { evidence: { ...weak, quote: 'b' } }),
        ],
        RATE,
      ),
    );
    expect(second?.corrections[0]?.numerals.map(({ was, is }) => [was, is])).toEqual([
      ['31.1', '31.2'],
      ['28.7', '28.8'],
    ]);
    const gone = withdrawal('figure', { ref: { source: '/spec', id: 'repost' }, reason: 'wrong' });
    const [less] = versionsOf(tellings([first, repost], RATE), tellings([first, repost, gone], RATE));
    expect(less?.corrections[0]?.numerals.map(({ was, is }) => [was, is])).toEqual([['28.7', '31.1']]);
  });

  it('keeps its items in all later versions, newest first, each said since its own first day', () => {
    const again = level('4.90', { id: 'latest', corrects: { source: '/spec', id: 'later' } });
    const all = versionsOf(
      tellings([one]),
      tellings([one, rate]),
      tellings([one, rate, corrected]),
      tellings([one, rate, corrected, again]),
      tellings([one, rate, corrected, again], TOTAL, RATE, { id: 'no', say: 'policy', notice: 'N' }),
    );
    expect(all.map(({ kind }) => kind)).toEqual(['update', 'correction', 'correction', 'update', 'first']);
    expect(all[0]?.corrections.map(({ version, said }) => [version, said.since])).toEqual([
      [4, '2020-07-03T00:00:00.000Z'],
      [3, '2020-07-01T00:00:00.000Z'],
    ]);
  });

  it('of a sentence that is refused now says so', () => {
    const gone = withdrawal('figure', { ref: { source: '/spec', id: 'level' }, reason: 'wrong' });
    const [second] = versionsOf(tellings([one, rate]), tellings([one, rate, gone]));
    expect(second).toMatchObject({
      kind: 'correction',
      corrections: [
        {
          ...{ id: 'total', says: null, refused: 'withdrawn' },
          numerals: [{ was: '4720000000', is: null }],
        },
      ],
    });
  });

  it('is a withdrawal where nothing is told any more, or the plan is dropped', () => {
    const gone = withdrawal('figure', { ref: { source: '/spec', id: 'level' }, reason: 'wrong' });
    for (const last of [tellings([one, gone]), null]) {
      const [second] = versionsOf(tellings([one]), last);
      expect(second).toMatchObject({
        version: 2,
        kind: 'withdrawal',
        corrections: [{ id: 'total', says: null }],
      });
    }
    const all = versionsOf(tellings([one]), null, null, tellings([one]));
    expect(all.map(({ version, kind }) => [version, kind])).toEqual([
      [3, 'update'],
      [2, 'withdrawal'],
      [1, 'first'],
    ]);
  });

  it('of a changed quote is a correction', () => {
    const said = (quote: string) =>
      event('statement.attributed', `s-${quote}`, {
        ...{ speaker: 'Somebody', affiliation: 'An office', about: { notice: 'N' }, quote },
        evidence: { document: 'https://example.org', quote },
      });
    const opinion = (id: string) => ({ id: 'said', say: 'opinion', event: { source: '/spec', id } });
    const [second] = versionsOf(
      tellings([said('yes')], opinion('s-yes')),
      tellings([said('no')], opinion('s-no')),
    );
    expect(second).toMatchObject({ kind: 'correction', corrections: [{ id: 'said', numerals: [] }] });
  });

  it('of words that another event has said is a correction: somebody else said them', () => {
    const said = (speaker: string) =>
      event('statement.attributed', `s-${speaker}`, {
        ...{ speaker, affiliation: 'An office', about: { notice: 'N' }, quote: 'yes' },
        evidence: { document: 'https://example.org', quote: 'yes' },
      });
    const opinion = (id: string) => ({ id: 'said', say: 'opinion', event: { source: '/spec', id } });
    const [second] = versionsOf(
      tellings([said('one')], opinion('s-one')),
      tellings([said('two')], opinion('s-two')),
    );
    expect(second?.kind).toBe('correction');
  });
});
