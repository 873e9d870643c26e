import fc from 'fast-check';
import { checkEvent } from '../check-event.ts';
import { embargoOf, EMBARGO_TYPES } from '../events/embargo.ts';
import { EVENT_TYPES, FAMILIES, recordKey, type EventType } from '../events/families.ts';
import { releaseScheduled } from '../events/release.ts';
import { durationMs } from './duration.ts';
import { LARGEST_ORDER } from '../terms/body.ts';
import { MOST_EXPECTED, readRelease } from './release.ts';

const CBEC = { series: { indicator: ['CBEC'] }, period: '2020-S1' };
const release = (members: object = {}) => ({
  ...{ release: 'GACC-2020-H1', publisher: 'GACC', title: 'First half of 2020' },
  ...{ at: '2020-07-14T10:00:00+08:00', zone: 'Asia/Shanghai', expects: [CBEC] },
  ...members,
});
const faultsOf = (value: unknown) => {
  const read = readRelease(value);
  return read.ok ? [] : read.faults;
};
const rules = (value: unknown) => faultsOf(value).map(({ pointer, rule }) => `${pointer} ${rule}`);

describe('a release', () => {
  it('is read whole, with a grace of a quarter of an hour, and each period and place by its one name', () => {
    const item = {
      series: { area: 'CN-46', indicator: ['CBEC'] },
      period: '2020-01-01/P6M',
      status: 'final',
    };
    expect(readRelease(release({ expects: [CBEC, item], embargo: false, more: 'ignored' }))).toEqual({
      ok: true,
      value: {
        ...release(),
        graceMs: 900_000,
        reason: null,
        embargo: false,
        access: [],
        expects: [
          { series: { indicator: ['CBEC'] }, period: '2020-S1', status: null },
          { series: { area: ['CN-HI'], indicator: ['CBEC'] }, period: '2020-S1', status: 'final' },
        ],
      },
    });
    expect(readRelease(release({ grace: 'P1DT2H', reason: 'A holiday' }))).toMatchObject({
      value: { graceMs: 26 * 3_600_000, reason: 'A holiday' },
    });
  });

  it.each([
    ['2020-07-14T10:00:00+08:00', 'Asia/Shanghai'],
    ['2020-07-14T02:00:00Z', 'UTC'],
    ['2020-07-14T02:00:00-00:00', 'Etc/UTC'],
    ['2020-07-14T04:00:00+02:00', 'Europe/Berlin'],
    ['2020-01-14T03:00:00+01:00', 'Europe/Berlin'],
    ['2020-07-13T23:30:00-02:30', 'America/St_Johns'],
  ])('at %s in %s has the offset of its zone', (at, zone) => {
    expect(rules(release({ at, zone }))).toEqual([]);
  });

  it.each([
    ['2020-07-14T10:00:00+09:00', 'Asia/Shanghai', '+08:00'],
    ['2020-07-14T02:00:00Z', 'Asia/Shanghai', '+08:00'],
    ['2020-07-14T03:00:00+01:00', 'Europe/Berlin', '+02:00'],
    ['1850-07-14T10:00:00+08:00', 'Asia/Shanghai', '+08:05:43'],
  ])('at %s in %s is told the offset of the zone, %s', (at, zone, due) => {
    const [fault, ...others] = faultsOf(release({ at, zone }));
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ pointer: '/at', rule: 'zone-offset' });
    expect(fault?.fix).toContain(`offset ${due}`);
  });

  it.each(['Asia/Nowhere', '+08:00', 'CST6', ' '])('of the unknown zone %j is refused', (zone) => {
    expect(rules(release({ zone }))).toEqual(['/zone time-zone']);
  });

  it.each([[[]], [Array.from({ length: MOST_EXPECTED + 1 }, () => CBEC)]])(
    'that expects nothing, or more than a hundred prints, is refused',
    (expects) => {
      expect(rules(release({ expects }))).toEqual(['/expects expected-prints']);
    },
  );

  it.each(['PT', 'P', '15 minutes', 'PT1.5M', 'P1M', '-PT15M', 'P32D', 15])(
    'with the grace %j, which is no duration, or too long, is refused',
    (grace) => {
      expect(rules(release({ grace }))).toEqual(['/grace duration']);
    },
  );

  it('is told all its faults at once', () => {
    expect(
      rules({
        ...{ release: '../x', publisher: 'two words', title: '', at: 'soon', zone: 'Nowhere', grace: 1 },
        expects: [
          { series: {}, period: '2020-S1' },
          { series: { colour: ['red'] }, period: '2020-S3', status: 'good' },
          { ...CBEC, period: '_U' },
          'CBEC',
        ],
        reason: 7,
        embargo: 1,
        access: {},
      }),
    ).toEqual([
      '/release order-name',
      '/publisher code',
      '/title text',
      '/at instant',
      '/zone time-zone',
      '/grace duration',
      '/expects/0/series schema',
      '/expects/1/series schema',
      '/expects/1/period period',
      '/expects/1/status one-of',
      '/expects/2/period period',
      '/expects/3 object',
      '/embargo schema',
      '/access list',
      '/reason text',
    ]);
  });

  it('has at most 64 KiB', () => {
    expect(rules(release({ note: 'x'.repeat(LARGEST_ORDER) }))).toEqual([' release-size']);
    let deep: unknown = 1;
    for (let at = 0; at < 20_000; at += 1) deep = [deep];
    expect(rules(release({ deep }))).toEqual([' release-size']);
  });

  it('that is none at all is refused, whatever it is, and nothing throws', () => {
    for (const value of [null, 7, 'release', [], {}]) expect(faultsOf(value).length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, text) => {
        const odd = { title: value, at: value, zone: value, grace: value, access: value, embargo: value };
        for (const one of [
          value,
          release(odd),
          release({ expects: [value] }),
          release({ zone: text, at: text }),
        ])
          for (const { message, fix } of faultsOf(one))
            expect(message.length + fix.length).toBeLessThan(1000);
      }),
    );
  });
});

describe('a duration', () => {
  it.each([
    ['PT15M', 900_000],
    ['PT0S', 0],
    ['P1D', 86_400_000],
    ['P1DT1H1M1S', 90_061_000],
  ])('%s is %i milliseconds', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });
});

const envelope = (type: string, data: unknown) => ({
  ...{ specversion: '1.0', source: '/newsroom', id: '1', type, datacontenttype: 'application/json', data },
});

describe('the event of a release', () => {
  it('has the record key release/NAME, whether the release is scheduled or cancelled', () => {
    for (const [type, data] of [
      ['silkgauge.release.scheduled.v1', releaseScheduled.example],
      ['silkgauge.release.cancelled.v1', { release: 'GACC-2020-H1', reason: 'Postponed' }],
    ] as const) {
      const checked = checkEvent(envelope(type, data));
      expect(checked.ok && recordKey(checked.event)).toBe('release/GACC-2020-H1');
    }
  });

  it('may hold back what it expects', () => {
    const asked = (members: object) =>
      checkEvent(envelope('silkgauge.release.scheduled.v1', release(members)));
    expect(asked({ embargo: true }).ok).toBe(true);
    expect(asked({ embargo: 'yes' })).toMatchObject({
      ok: false,
      status: 422,
      faults: [{ pointer: '/data/embargo', rule: 'schema' }],
    });
  });

  it('of a cancelled release needs a reason', () => {
    expect(checkEvent(envelope('silkgauge.release.cancelled.v1', { release: 'one' }))).toMatchObject({
      faults: [{ pointer: '/data/reason', rule: 'required' }],
    });
  });
});

describe('the member embargo', () => {
  const rulesOf = (type: EventType, embargo: unknown, members: object = {}) => {
    const checked = checkEvent(envelope(type, { ...FAMILIES[type].example, ...members, embargo }));
    return checked.ok
      ? embargoOf(checked.event)
      : checked.faults.map(({ pointer, rule }) => `${pointer} ${rule}`);
  };
  const others = EVENT_TYPES.filter(
    (type) => type !== 'silkgauge.release.scheduled.v1' && !EMBARGO_TYPES.some((one) => one === type),
  );

  it.each(others)('of %s is refused, whatever it says', (type) => {
    for (const embargo of [{ until: '2020-07-14T02:00:00Z' }, { release: 'GACC-2020-H1' }, false])
      expect(rulesOf(type, embargo)).toContain('/data/embargo embargo-type');
  });

  it.each(EMBARGO_TYPES)('of %s names a release or an instant, and one of both', (type) => {
    for (const embargo of [{ until: '2020-07-14T10:00:00+08:00' }, { release: 'GACC-2020-H1' }])
      expect(rulesOf(type, embargo)).toEqual(embargo);
    expect(rulesOf(type, {})).toEqual(['/data/embargo embargo-end']);
    expect(rulesOf(type, { until: '2020-07-14T10:00:00+08:00', release: 'H1' })).toEqual([
      '/data/embargo embargo-end',
    ]);
    expect(rulesOf(type, { until: '2020-07-14' })).toEqual(['/data/embargo/until instant']);
    expect(rulesOf(type, { until: '2020-02-30T10:00:00Z' })).toEqual(['/data/embargo/until instant']);
    expect(rulesOf(type, { release: 'not a name' })).toEqual(['/data/embargo/release order-name']);
    expect(rulesOf(type, true)).toEqual(['/data/embargo object']);
    expect(rulesOf(type, null)).toEqual(['/data/embargo object']);
  });

  it('ends no later than the publication: a date counts to its end, an unknown one is none', () => {
    const until = '2020-07-16T10:00:00+08:00';
    const given = (publishedAt: string) =>
      rulesOf('silkgauge.figure.reported.v1', { until }, { publishedAt });
    for (const publishedAt of ['2020-07-16', '2020-07', '2020-07-16T02:00:00Z', '_U'])
      expect(given(publishedAt)).toEqual({ until });
    for (const publishedAt of ['2020-07-15', '2020-06', '2020-07-16T01:59:59.999Z'])
      expect(given(publishedAt)).toEqual(['/data/publishedAt published-before-lifting']);
  });
});
