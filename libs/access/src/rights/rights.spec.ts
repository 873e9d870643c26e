import { checkEvent, FaultList, matchesText, type CheckedEvent, type WriteRights } from '@silkgauge/contract';
import fc from 'fast-check';
import type { AccessRule } from '../check/faults.ts';
import { matchesSource, writeRightsOf } from './patterns.ts';
import { writeFaults } from './write-faults.ts';

const EVERYTHING: WriteRights = { types: ['*'], sources: ['*'], series: [{}], names: ['*'] };

const evidence = { document: 'https://www.customs.gov.cn/', quote: 'up 119.43 percent' };
const series = {
  reporter: 'GACC',
  area: 'CN-HA',
  indicator: 'CBEC',
  coverage: 'PLATFORM',
  flow: 'X',
  mode: '9610',
  product: '_T',
  counterpart: '_T',
  currency: 'CNY',
};

const event = (type: string, data: object, source = 'urn:gacc:monthly'): CheckedEvent => {
  const checked = checkEvent({ specversion: '1.0', id: '1', source, type: `silkgauge.${type}.v1`, data });
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  return checked.event;
};

const figure = (more: object = {}, source?: string) =>
  event(
    'figure.reported',
    {
      series,
      period: '2020-01',
      measure: 'level',
      value: '1',
      unit: 'CNY',
      publishedAt: '2020-02',
      evidence,
      ...more,
    },
    source,
  );
const sale = event('sale.recorded', {
  platform: 'ALIEXPRESS',
  sellerCountry: 'CN',
  buyerCountry: 'ES',
  category: 'TOYS',
  flow: 'export',
  currency: 'EUR',
  amount: '24.90',
  quantity: '2',
  orderedAt: '2020-03-01T09:30:00+08:00',
});
const withdrawal = event('figure.withdrawn', {
  ref: { source: 'urn:other:list', id: '7' },
  reason: 'Misprint',
});
const dropped = event('bulletin.dropped', { bulletin: 'cbec-2020-h1', reason: 'Replaced' });
const droppedRule = event('alert.dropped', { rule: 'cbec-over-20', reason: 'Replaced' });
const cancelled = event('release.cancelled', { release: 'GACC-2020-H1', reason: 'Postponed' });
const droppedSentence = event('sentence.dropped', { printed: 'wire-1', reason: 'Corrected' });
const notice = event('notice.withdrawn', { notice: 'GACC-2020-75', reason: 'Replaced' });
const statement = (about: object) =>
  event('statement.attributed', {
    speaker: 'Bai Ming',
    affiliation: 'CAITEC',
    about,
    quote: 'It grows.',
    evidence,
  });
const reporter = event('reporter.described', {
  reporter: 'GACC',
  kind: 'customs',
  name: { en: 'Customs', zh: '海关' },
});
const claim = event('claim.reported', {
  series,
  period: '2020',
  direction: 'up',
  publishedAt: '2020-02',
  evidence,
});

const told = (rights: Partial<WriteRights>, of: CheckedEvent) =>
  writeFaults({ ...EVERYTHING, ...rights }, of).map(({ rule, pointer }) => `${rule} ${pointer}`);

describe('the rights of a key against an event', () => {
  it.each([
    figure(),
    sale,
    withdrawal,
    notice,
    statement({ series }),
    statement({ notice: 'X' }),
    reporter,
    claim,
  ])('let every event through that all stars match (%#)', (each) => {
    expect(writeFaults(EVERYTHING, each)).toEqual([]);
  });

  it('hold by whole types, or up to a star after a dot', () => {
    const types = ['silkgauge.figure.*'];
    expect(told({ types }, figure())).toEqual([]);
    expect(told({ types }, withdrawal)).toEqual([]);
    expect(told({ types }, sale)).toEqual(['write-types /type']);
    expect(told({ types: ['silkgauge.figure.reported.v1'] }, withdrawal)).toEqual(['write-types /type']);
  });

  it('hold of the source of the event, and of the source of what the event takes back or corrects', () => {
    const sources = ['urn:gacc:'];
    expect(told({ sources }, figure())).toEqual([]);
    expect(told({ sources }, withdrawal)).toEqual(['write-sources /data/ref/source']);
    const corrects = { source: 'urn:gacc', id: '3' };
    expect(told({ sources }, figure({ corrects }))).toEqual(['write-sources /data/corrects/source']);
    expect(told({ sources: ['=urn:gacc:monthly', '=urn:gacc'] }, figure({ corrects }))).toEqual([]);
    const corrected = { ...sale, data: { ...sale.data, corrects } } as CheckedEvent;
    expect(told({ sources: [sale.source] }, corrected)).toEqual(['write-sources /data/corrects/source']);
    expect(told({ sources: ['=urn:gacc:'] }, figure())).toEqual(['write-sources /source']);
  });

  it.each<[string, CheckedEvent, string]>([
    ['a figure', figure(), '/data/series'],
    ['a claim', claim, '/data/series'],
    ['a sale', sale, '/data'],
    ['a statement about a series', statement({ series }), '/data/about/series'],
    ['a description of a reporter', reporter, '/data/reporter'],
  ])('hold of the series that %s writes to', (_name, each, pointer) => {
    const elsewhere = [{ reporter: ['NBS'] }];
    expect(told({ series: elsewhere }, each)).toEqual([`write-series ${pointer}`]);
    expect(told({ series: [] }, each)).toEqual([`write-series ${pointer}`]);
    expect(told({ series: [...elsewhere, {}] }, each)).toEqual([]);
  });

  it('hold of all dimensions that one pattern names, and of one of its codes', () => {
    expect(told({ series: [{ reporter: ['GACC'], area: ['CN', 'CN-*'] }] }, figure())).toEqual([]);
    expect(told({ series: [{ reporter: ['GACC'], area: ['CN'] }] }, figure())).toEqual([
      'write-series /data/series',
    ]);
    // Neither pattern matches as a whole, though each dimension is matched by one.
    const halves = [
      { reporter: ['GACC'], area: ['US'] },
      { reporter: ['NBS'], area: ['CN-*'] },
    ];
    expect(told({ series: halves }, figure())).toEqual(['write-series /data/series']);
  });

  it('hold of the reporter alone where a reporter is described', () => {
    expect(told({ series: [{ reporter: ['GACC'], area: ['CN-HA'] }] }, reporter)).toEqual([]);
    expect(told({ series: [{ reporter: ['GAC'], area: ['CN-HA'] }] }, reporter)).toEqual([
      'write-series /data/reporter',
    ]);
  });

  describe('of a release', () => {
    const scheduled = (publisher: string, ...expects: object[]) =>
      event('release.scheduled', {
        ...{ release: 'GACC-2020-H1', publisher, title: 'First half of 2020' },
        ...{ at: '2020-07-14T10:00:00+08:00', zone: 'Asia/Shanghai' },
        expects: expects.map((filters) => ({ series: filters, period: '2020-S1' })),
      });

    it('hold of its publisher, as a reporter, and of each item of what it expects', () => {
      const own = [{ reporter: ['GACC'] }];
      expect(told({ series: own }, scheduled('GACC', { indicator: ['CBEC'] }))).toEqual([]);
      expect(told({ series: [{ reporter: ['EVIL'] }] }, scheduled('GACC', { indicator: ['CBEC'] }))).toEqual([
        'write-series /data/publisher',
        'write-series /data/expects/0/series',
      ]);
      const foreign = scheduled('GACC', { indicator: ['CBEC'] }, { reporter: ['NBS'], area: ['CN'] });
      expect(told({ series: own }, foreign)).toEqual(['write-series /data/expects/1/series']);
      expect(told({ series: [] }, scheduled('GACC', { indicator: ['CBEC'] }))).toHaveLength(2);
    });

    it('let an item through where one pattern takes all series that it takes', () => {
      const here = [{ reporter: ['GACC'], area: ['CN', 'CN-*'] }];
      expect(told({ series: here }, scheduled('GACC', { area: ['CN', 'CN-Z-*', 'CN-46'] }))).toEqual([]);
      expect(told({ series: here }, scheduled('GACC', { area: ['CN', 'US'] }))).toHaveLength(1);
      expect(told({ series: here }, scheduled('GACC', { area: ['C*'] }))).toHaveLength(1);
      // Every area.
      expect(told({ series: here }, scheduled('GACC', { indicator: ['CBEC'] }))).toHaveLength(1);
      expect(told({ series: [{ area: ['*'] }] }, scheduled('GACC', { indicator: ['CBEC'] }))).toEqual([]);
    });
  });

  it('hold of the series that a sale makes', () => {
    expect(told({ series: [{ reporter: ['ALIEXPRESS'], counterpart: ['ES'] }] }, sale)).toEqual([]);
    expect(told({ series: [{ counterpart: ['FR'] }] }, sale)).toEqual(['write-series /data']);
  });

  it('hold of the notices, bulletins, rules, releases and printed sentences that an event writes, or writes about', () => {
    expect(told({ names: ['GACC-*'] }, notice)).toEqual([]);
    expect(told({ names: ['MOF-*'] }, notice)).toEqual(['write-names /data/notice']);
    expect(told({ names: [] }, statement({ notice: 'GACC-2020-75' }))).toEqual([
      'write-names /data/about/notice',
    ]);
    expect(told({ names: [] }, figure())).toEqual([]);
    expect(told({ names: ['bulletin/cbec-*'] }, dropped)).toEqual([]);
    expect(told({ names: ['GACC-*', 'cbec-*'] }, dropped)).toEqual(['write-names /data/bulletin']);
    expect(told({ names: ['alert/cbec-*'] }, droppedRule)).toEqual([]);
    expect(told({ names: ['bulletin/*', 'cbec-*'] }, droppedRule)).toEqual(['write-names /data/rule']);
    expect(told({ names: ['release/GACC-*'] }, cancelled)).toEqual([]);
    expect(told({ names: ['alert/*', 'GACC-*'] }, cancelled)).toEqual(['write-names /data/release']);
    expect(told({ names: ['printed/wire-*'] }, droppedSentence)).toEqual([]);
    expect(told({ names: ['release/*', 'wire-1'] }, droppedSentence)).toEqual(['write-names /data/printed']);
  });

  it('tell all faults at once, each with what to do', () => {
    const none: WriteRights = {
      types: ['silkgauge.sale.*'],
      sources: ['/x/'],
      series: [{ area: ['US'] }],
      names: [],
    };
    const faults = writeFaults(none, figure());
    expect(faults.map(({ rule }) => rule)).toEqual(['write-types', 'write-sources', 'write-series']);
    expect(faults[2]?.message).toBe(
      'The key may not write to the series GACC.CN-HA.CBEC.PLATFORM.X.9610._T._T.CNY.',
    );
    for (const { fix } of faults) expect(fix).toMatch(/^\S.*\.$/);
  });

  it('are asked anew for another source, series, type, correction and for other rights', () => {
    const rights: WriteRights = {
      types: ['silkgauge.figure.*'],
      sources: ['urn:gacc:'],
      series: [{ area: ['CN-HA'] }],
      names: [],
    };
    const rulesOf = (of: CheckedEvent, by = rights) => writeFaults(by, of).map(({ rule }) => rule);
    for (let times = 0; times < 2; times += 1) {
      expect(rulesOf(figure())).toEqual([]);
      expect(rulesOf(figure({}, 'urn:other:'))).toEqual(['write-sources']);
      expect(rulesOf(figure({ series: { ...series, area: 'CN-HB' } }))).toEqual(['write-series']);
      expect(rulesOf(claim)).toEqual(['write-types']);
      expect(rulesOf(figure({ corrects: { source: 'urn:other:', id: '3' } }))).toEqual(['write-sources']);
      expect(rulesOf(figure(), { ...rights, types: [] })).toEqual(['write-types']);
    }
  });

  it('do not fold case, Unicode or percent signs', () => {
    expect(told({ sources: ['URN:gacc:'] }, figure())).toEqual(['write-sources /source']);
    expect(told({ sources: ['urn:gacc:%41:'] }, figure({}, 'urn:gacc:A:x'))).toEqual([
      'write-sources /source',
    ]);
    expect(told({ names: ['gacc-*'] }, notice)).toEqual(['write-names /data/notice']);
  });
});

describe('patterns', () => {
  const text = fc.string({ minLength: 1, maxLength: 12 }).filter((each) => !/[\s*]/.test(each));

  it('with a star match exactly the texts that begin with what stands before the star', () => {
    fc.assert(
      fc.property(text, text, (beginning, rest) => {
        expect(matchesText(`${beginning}*`, beginning + rest)).toBe(true);
        expect(matchesText(`${beginning}*`, rest)).toBe(rest.startsWith(beginning));
        expect(matchesText(beginning, beginning + rest)).toBe(false);
        expect(matchesText(beginning, beginning)).toBe(true);
      }),
    );
  });

  it('of sources are whole after "=", and beginnings otherwise', () => {
    fc.assert(
      fc.property(text, text, (beginning, rest) => {
        fc.pre(!beginning.startsWith('='));
        expect(matchesSource(`=${beginning}`, beginning)).toBe(true);
        expect(matchesSource(`=${beginning}`, beginning + rest)).toBe(false);
        expect(matchesSource(`${beginning}:`, `${beginning}:${rest}`)).toBe(true);
        expect(matchesSource(`${beginning}/`, beginning)).toBe(false);
      }),
    );
  });
});

/** Codes of 64 letters, as many as a list may have, in two dimensions. */
const LONG = Object.fromEntries(
  ['area', 'product'].map((name) => [
    name,
    Array.from({ length: 64 }, (_, at) => String(at).padEnd(64, 'X')),
  ]),
);

describe('rights as they are written', () => {
  const read = (value: unknown) => {
    const faults = new FaultList<AccessRule>();
    return {
      rights: writeRightsOf(value, '/write', faults),
      faults: faults.faults.map(({ rule, pointer }) => `${rule} ${pointer}`),
    };
  };

  it('are kept as written', () => {
    const written = {
      types: ['silkgauge.figure.*'],
      sources: ['urn:gacc:', '=/customs/monthly'],
      series: [{ reporter: ['GACC'], area: ['CN', 'CN-*'] }],
      names: ['GACC-*', 'release/GACC-*', 'Decree No. 5', 'Decree No. *', 'X'],
    };
    expect(read(written)).toEqual({ rights: written, faults: [] });
    expect(read(EVERYTHING)).toEqual({ rights: EVERYTHING, faults: [] });
  });

  it('let nothing through of what is left out', () => {
    expect(read({ types: ['*'], sources: ['*'] }).rights).toEqual({
      types: ['*'],
      sources: ['*'],
      series: [],
      names: [],
    });
  });

  it.each<[string, object, readonly string[]]>([
    [
      'a star inside',
      { sources: ['urn:*:'], names: ['a*b'] },
      ['source-pattern /write/sources/0', 'pattern /write/names/0'],
    ],
    ['a source without its end', { sources: ['urn:gacc'] }, ['source-pattern /write/sources/0']],
    [
      'a name with a space at an end',
      { names: [' a', 'a '] },
      ['pattern /write/names/0', 'pattern /write/names/1'],
    ],
    ['a star after a source', { sources: ['urn:gacc:*'] }, ['source-pattern /write/sources/0']],
    ['a star within a type', { types: ['silkgauge.fig*'] }, ['type-pattern /write/types/0']],
    ['a type that no event has', { types: ['silkgauge.figures.*'] }, ['type-pattern /write/types/0']],
    ['a misspelt part', { serie: [] }, ['unknown-member /write/serie']],
    ['a misspelt dimension', { series: [{ aera: ['CN'] }] }, ['unknown-member /write/series/0/aera']],
    ['a dimension without codes', { series: [{ area: [] }] }, ['list /write/series/0/area']],
    ['no types', { types: [] }, ['list /write/types']],
    [
      '65 patterns',
      { names: Array.from({ length: 65 }, (_, at) => `n${String(at)}`) },
      ['list /write/names'],
    ],
    [
      'series and names of more than 32 KiB',
      { names: Array.from({ length: 64 }, (_, at) => String(at).padEnd(400, 'n')), series: [LONG] },
      ['rights-size /write'],
    ],
    ['a text in place of a list', { sources: 'urn:gacc:' }, ['list /write/sources']],
    ['no text', { sources: [7] }, ['source-pattern /write/sources/0']],
  ])('have faults by place: %s', (_name, more, faults) => {
    expect(read({ ...EVERYTHING, ...more }).faults).toEqual(faults);
  });

  it('name types and sources', () => {
    expect(read({}).faults).toEqual(['required /write/types', 'required /write/sources']);
    expect(read(null).faults).toEqual(['object /write']);
  });
});
