import fc from 'fast-check';
import { checkEvent } from '../check-event.ts';
import { recordKey } from '../events/families.ts';
import { sentencePrinted } from '../events/sentence.ts';
import { LARGEST_ORDER } from '../terms/body.ts';
import { LARGEST_SENTENCE, MOST_USES, readPrinted } from './printed.ts';

const KEY = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1';
const use = (members: object = {}) => ({
  ...{ key: KEY, member: 'growth.GY.reported', digits: '26.2' },
  ...members,
});
const printed = (members: object = {}) => ({
  ...{ printed: 'wire', printedOn: '2020-07-14', text: { lang: 'en', text: 'It grew 26.2 percent.' } },
  uses: [use()],
  ...members,
});
const faultsOf = (value: unknown) => {
  const read = readPrinted(value);
  return read.ok ? [] : read.faults;
};
const rules = (value: unknown) => faultsOf(value).map(({ pointer, rule }) => `${pointer} ${rule}`);

describe('a printed sentence', () => {
  it('is read whole, with each period, place and comparison by its one name', () => {
    const odd = use({
      key: 'GACC.CN-46.CBEC.PLATFORM._T._T._T._T.CNY/2020-01-01/P6M',
      member: 'growth.2019-01-01/P6M.implied',
      ...{ digits: '-4.72', multiplier: '1000000000', as: '26.2 percent' },
    });
    expect(readPrinted(printed({ where: 'Page 3', more: 'ignored', uses: [use(), odd] }))).toEqual({
      ok: true,
      value: {
        ...printed({ where: 'Page 3', told: null }),
        uses: [
          { ...use(), figure: 'growth.GY', side: 'reported', to: null, multiplier: '1', as: null },
          {
            ...{ key: 'GACC.CN-HI.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1', member: 'growth.GY.implied' },
            ...{ figure: 'growth.GY', side: 'implied', digits: '-4.72', to: null },
            ...{ multiplier: '1000000000', as: '26.2 percent' },
          },
        ],
      },
    });
  });

  it('has its text, or what told it', () => {
    const { text: _, ...none } = printed();
    expect(rules(none)).toEqual(['/text printed-source']);
    for (const told of [{ bulletin: 'cbec', version: 2 }, { link: 'https://example.org/?asOf=7' }])
      expect(readPrinted({ ...none, told })).toMatchObject({ ok: true, value: { told, text: null } });
    for (const told of [{}, { bulletin: 'cbec', version: 2, link: 'https://example.org' }])
      expect(rules(printed({ told }))).toEqual(['/told printed-source']);
    expect(rules(printed({ told: { bulletin: '..', version: 0 } }))).toEqual([
      '/told/bulletin order-name',
      '/told/version schema',
    ]);
    for (const link of ['', 'two words', 7, `https://example.org/${'x'.repeat(2048)}`])
      expect(rules(printed({ told: { link } }))).toEqual(['/told/link address']);
  });

  it('is of a date, or an instant with offset', () => {
    for (const printedOn of ['2020-07-14', '2020-07-14T10:00:00+08:00'])
      expect(rules(printed({ printedOn }))).toEqual([]);
    for (const printedOn of ['2020-07', '2020-02-30', '2020-07-14T10:00:00', 'today', 7, null])
      expect(rules(printed({ printedOn }))).toEqual(['/printedOn instant']);
  });

  it('has at most 4 KiB of text, in bytes', () => {
    const text = (one: string) => printed({ text: { lang: 'zh', text: one } });
    expect(rules(text('字'.repeat(LARGEST_SENTENCE / 3 - 1)))).toEqual([]);
    expect(rules(text('字'.repeat(LARGEST_SENTENCE / 3 + 1)))).toEqual(['/text/text text']);
    expect(rules(text(' '))).toEqual(['/text/text text']);
    expect(rules(printed({ text: { lang: 'fr', text: 'Oui' } }))).toEqual(['/text/lang one-of']);
  });

  it('has 1 to 60 numbers', () => {
    for (const uses of [[], {}, 'all', Array.from({ length: MOST_USES + 1 }, () => use())])
      expect(rules(printed({ uses }))).toEqual(['/uses printed-uses']);
    expect(rules(printed({ uses: Array.from({ length: MOST_USES }, () => use()) }))).toEqual([]);
  });

  it.each([
    ['level.reported', 'level'],
    ['growth.G1.computed', 'growth.G1'],
    ['growth.2018-S1.reported', 'growth.2018-S1'],
    ['other.share.implied', 'other.share'],
    ['level.forecast', 'level'],
  ])('may have a number of %s', (member, figure) => {
    expect(readPrinted(printed({ uses: [use({ member })] }))).toMatchObject({
      value: { uses: [{ member, figure }] },
    });
  });

  it.each(['level', 'growth.reported', 'growth.soon.reported', 'other.hope.reported', 'level.said', 7, null])(
    'may have no number of %j',
    (member) => {
      expect(rules(printed({ uses: [use({ member })] }))).toEqual(['/uses/0/member printed-member']);
    },
  );

  it('is told all its faults at once', () => {
    expect(
      rules({
        ...{ printed: '../x', where: '', printedOn: 'soon', text: { lang: 'en', text: 'It grew.' } },
        uses: [
          { key: 'x', member: 'level.reported', digits: 4.72, multiplier: '7', as: 'not there' },
          use({ digits: '5', to: '4' }),
          'one',
        ],
      }),
    ).toEqual([
      '/printed order-name',
      '/where text',
      '/printedOn instant',
      '/uses/0/key state-key',
      '/uses/0/digits decimal',
      '/uses/0/multiplier multiplier-positive',
      '/uses/1/to range-order',
      '/uses/2 object',
      '/uses/0/as printed-words',
    ]);
  });

  it('has at most 64 KiB', () => {
    expect(rules(printed({ note: 'x'.repeat(LARGEST_ORDER) }))).toEqual([' printed-size']);
    let deep: unknown = 1;
    for (let at = 0; at < 20_000; at += 1) deep = [deep];
    expect(rules(printed({ deep }))).toEqual([' printed-size']);
  });

  it('that is none at all is refused, whatever it is, and nothing throws', () => {
    for (const value of [null, 7, 'sentence', [], {}]) expect(faultsOf(value).length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, text) => {
        const odd = { printedOn: value, where: value, text: value, told: value };
        for (const one of [
          value,
          printed(odd),
          printed({ uses: [value, use({ member: text, digits: text, to: value, as: text })] }),
        ])
          for (const { message, fix } of faultsOf(one))
            expect(message.length + fix.length).toBeLessThan(1000);
      }),
    );
  });
});

describe('the event of a printed sentence', () => {
  const envelope = (type: string, data: unknown) => ({
    ...{ specversion: '1.0', source: '/newsroom', id: '1', type, datacontenttype: 'application/json', data },
  });

  it('has the record key printed/NAME, whether the sentence is printed or dropped', () => {
    for (const [type, data] of [
      ['silkgauge.sentence.printed.v1', sentencePrinted.example],
      ['silkgauge.sentence.dropped.v1', { printed: 'wire-2020-07-14', reason: 'Corrected' }],
    ] as const) {
      const checked = checkEvent(envelope(type, data));
      expect(checked.ok && recordKey(checked.event)).toBe('printed/wire-2020-07-14');
    }
  });

  it('is refused with all faults, from the root of the event', () => {
    const event = envelope('silkgauge.sentence.printed.v1', printed({ printedOn: 7, uses: [] }));
    expect(checkEvent(event)).toMatchObject({
      ok: false,
      status: 422,
      faults: [
        { pointer: '/data/printedOn', rule: 'instant' },
        { pointer: '/data/uses', rule: 'printed-uses' },
      ],
    });
  });

  it('of a dropped sentence needs a reason', () => {
    expect(checkEvent(envelope('silkgauge.sentence.dropped.v1', { printed: 'one' }))).toMatchObject({
      faults: [{ pointer: '/data/reason', rule: 'required' }],
    });
  });
});
