import fc from 'fast-check';
import { checkEvent } from '../check-event.ts';
import { alertDefined } from '../events/alert.ts';
import { recordKey } from '../events/families.ts';
import { LARGEST_ORDER } from '../terms/body.ts';
import { LATE_RULE, readRule, RULE_KINDS } from './rule.ts';

const rule = (members: object = {}) => ({
  ...{ rule: 'one', kind: 'growth-above', threshold: '20', series: { indicator: ['CBEC'] } },
  ...members,
});
const conflict = (members: object = {}) => ({
  ...{ rule: 'one', kind: 'conflict', series: { indicator: ['CBEC'] } },
  ...members,
});
const faultsOf = (value: unknown) => {
  const read = readRule(value);
  return read.ok ? [] : read.faults;
};
const rules = (value: unknown) => faultsOf(value).map(({ pointer, rule: name }) => `${pointer} ${name}`);

const EACH_KIND = {
  'growth-above': { threshold: '20' },
  'growth-below': { threshold: '-0.5' },
  'sign-flip': { against: 'period-before' },
  revision: { member: 'growth', than: '0.5', against: 'first' },
  conflict: {},
  'record-high': { atLeast: 8 },
  'record-low': {},
  'coverage-break': {},
} as const;
const OF_STATES = RULE_KINDS.filter((kind) => kind !== 'silence');
const silence = (members: object = {}) => ({ rule: 'one', kind: 'silence', ...members });

describe('a rule', () => {
  it.each(OF_STATES)('of the kind %s is read whole', (kind) => {
    const read = readRule({ ...conflict(), kind, ...EACH_KIND[kind] });
    expect(read).toMatchObject({
      ok: true,
      value: { kind, ...EACH_KIND[kind], since: 'now', periods: null },
    });
  });

  it('of silence is read whole, with the bounds of the grace of a release', () => {
    expect(readRule(silence({ publisher: 'GACC', grace: 'PT1H', since: 'beginning' }))).toEqual({
      ok: true,
      value: { rule: 'one', kind: 'silence', publisher: 'GACC', graceMs: 3_600_000, since: 'beginning' },
    });
    expect(readRule(silence())).toEqual({
      ok: true,
      value: { rule: 'one', kind: 'silence', publisher: null, graceMs: null, since: 'now' },
    });
    expect(readRule(silence({ grace: 'P31D' }))).toMatchObject({ value: { graceMs: 31 * 86_400_000 } });
    for (const grace of ['P32D', 'P1M', '15', '', 900, null])
      expect(rules(silence({ grace }))).toEqual(['/grace duration']);
    for (const publisher of ['', 'a b', 7])
      expect(rules(silence({ publisher }))).toEqual(['/publisher code']);
  });

  it('of silence has no filters of states, and those of states no publisher and no grace', () => {
    expect(faultsOf(silence({ series: { indicator: ['CBEC'] } }))).toMatchObject([
      { pointer: '/series', rule: 'other-kind', message: 'A rule of the kind silence has no series.' },
    ]);
    expect(rules(silence({ periods: { from: '2020' }, threshold: '1' }))).toEqual([
      '/periods other-kind',
      '/threshold other-kind',
    ]);
    const [fault] = faultsOf(rule({ grace: 'PT1H' }));
    expect(fault?.fix).toBe('Leave grace out, or write a kind that has it: silence.');
    expect(rules(rule({ publisher: 'GACC' }))).toEqual(['/publisher other-kind']);
  });

  it('of a name that begins with _ is refused, whether defined or dropped: the rule _late is always there', () => {
    expect(rules(silence({ rule: LATE_RULE }))).toEqual(['/rule order-name']);
    const event = { specversion: '1.0', source: '/newsroom', id: '1' };
    for (const [type, data] of [
      ['silkgauge.alert.defined.v1', silence({ rule: LATE_RULE })],
      ['silkgauge.alert.dropped.v1', { rule: LATE_RULE, reason: 'x' }],
      ['silkgauge.alert.defined.v1', rule({ rule: '_own' })],
    ] as const) {
      const checked = checkEvent({ ...event, type, datacontenttype: 'application/json', data });
      expect(checked).toMatchObject({ ok: false, status: 422, faults: [{ pointer: '/data/rule' }] });
    }
  });

  it('has defaults, and each period and place by its one name', () => {
    const read = readRule(
      rule({
        ...{ comparison: '2019-01-01/P6M', since: 'beginning', more: 'ignored' },
        series: { area: ['CN-46', 'CN-*'], counterpart: 'CN-46', indicator: 'CBEC' },
        periods: { from: '2020-01-01/P12M' },
      }),
    );
    expect(read).toEqual({
      ok: true,
      value: {
        ...{ rule: 'one', kind: 'growth-above', threshold: '20', since: 'beginning', comparison: '2019-S1' },
        series: { area: ['CN-HI', 'CN-*'], counterpart: ['CN-HI'], indicator: ['CBEC'] },
        periods: { from: '2020', to: null },
      },
    });
    expect(readRule(rule())).toMatchObject({ value: { comparison: 'GY' } });
    expect(readRule({ ...conflict(), kind: 'record-low' })).toMatchObject({ value: { atLeast: 4 } });
  });

  it('has the filters of /v1/growth that choose series, in the forms that the list takes', () => {
    const filters = { within: 'CN-46,CN-D46', domain: 'customs', area: 'CN-*,HK', flow: ['X', 'M'] };
    expect(readRule(rule({ series: filters }))).toMatchObject({
      value: {
        series: {
          ...{ within: ['CN-HI', 'CN-D46'], domain: 'customs' },
          ...{ area: ['CN-*', 'HK'], flow: ['X', 'M'] },
        },
      },
    });
    for (const wrong of [{ within: ['Henan'] }, { within: ['CN-*'] }, { domain: 'sea' }, { area: 'CN,' }])
      expect(rules(rule({ series: wrong }))).toEqual(['/series rule-filter']);
    expect(rules(rule({ series: { domain: ['customs', 'platform'] } }))).toEqual(['/series rule-filter']);
  });

  it('that filters by what states say is told the kinds that look for it', () => {
    const series = { indicator: ['CBEC'], verdict: ['conflicts'], flag: ['coverage-break'] };
    expect(faultsOf(rule({ series }))).toEqual(
      ['verdict', 'flag'].map((name) => ({
        pointer: `/series/${name}`,
        rule: 'rule-filter',
        message: `A rule is about series, whatever their states say: it has no filter ${name}.`,
        fix: `Leave ${name} out; the kinds conflict and coverage-break look for such states.`,
      })),
    );
  });

  it('with no filter is refused', () => {
    expect(rules(rule({ series: undefined }))).toEqual(['/series rule-filter']);
    expect(rules(rule({ series: {} }))).toEqual(['/series rule-filter']);
    expect(rules(rule({ series: { indicator: [] } }))).toEqual(['/series rule-filter']);
    expect(rules(rule({ series: { colour: ['red'] } }))).toEqual(['/series rule-filter']);
    const { series: _, ...none } = rule();
    expect(rules(none)).toEqual(['/series required']);
  });

  it('with a threshold that is no decimal is refused', () => {
    for (const threshold of [20, '20%', '1e3', '', '.5', '1'.repeat(21), null])
      expect(rules(rule({ threshold }))).toEqual(['/threshold decimal']);
    const { threshold: _, ...none } = rule();
    expect(rules(none)).toEqual(['/threshold required']);
    const revision = { kind: 'revision', member: 'level', against: 'last' };
    expect(rules(conflict({ ...revision, than: '-1' }))).toEqual(['/than decimal']);
    expect(rules(conflict({ ...revision, than: '0' }))).toEqual([]);
  });

  it('with members of another kind is told which kind has them', () => {
    expect(faultsOf(conflict({ threshold: '20' }))).toEqual([
      {
        pointer: '/threshold',
        rule: 'other-kind',
        message: 'A rule of the kind conflict has no threshold.',
        fix: 'Leave threshold out, or write a kind that has it: growth-above, growth-below.',
      },
    ]);
    expect(rules(rule({ against: 'last', atLeast: 4, than: '1', member: 'level' }))).toEqual([
      '/against other-kind',
      '/member other-kind',
      '/than other-kind',
      '/atLeast other-kind',
    ]);
  });

  it('of a level has no comparison', () => {
    const level = conflict({ kind: 'revision', member: 'level', than: '5', against: 'first' });
    expect(rules(level)).toEqual([]);
    expect(rules({ ...level, comparison: 'GY' })).toEqual(['/comparison level-compares-nothing']);
  });

  it('with an unknown comparison is refused, also where growth states none', () => {
    for (const comparison of ['last year', '_U', 7])
      expect(rules(rule({ comparison }))).toEqual(['/comparison comparison']);
    for (const comparison of ['GY', 'G1', '2018-S1'])
      expect(readRule(rule({ comparison }))).toMatchObject({ value: { comparison } });
  });

  it('with an unknown kind is told the nearest', () => {
    expect(faultsOf(rule({ kind: 'growth-abov' }))).toEqual([
      {
        pointer: '/kind',
        rule: 'unknown-kind',
        message: 'There is no kind of rule "growth-abov".',
        fix: `Write "growth-above"; known: ${RULE_KINDS.join(', ')}.`,
      },
    ]);
  });

  it('tells all its faults at once', () => {
    expect(
      rules({
        ...{ rule: '../x', kind: 'sign-flip', series: {}, since: 'ever', threshold: '20', against: 'next' },
        ...{ periods: { from: '2020-S3', to: '_U' }, comparison: 'soon' },
      }),
    ).toEqual([
      '/rule order-name',
      '/series rule-filter',
      '/periods/from period',
      '/periods/to period',
      '/since one-of',
      '/against one-of',
      '/comparison comparison',
      '/threshold other-kind',
    ]);
  });

  it('has periods in order', () => {
    expect(rules(rule({ periods: { from: '2021', to: '2020' } }))).toEqual([
      '/periods/to ends-before-it-begins',
    ]);
    expect(rules(rule({ periods: { from: '2020', to: '2020-03' } }))).toEqual([]);
    expect(rules(rule({ periods: {} }))).toEqual(['/periods schema']);
    expect(rules(rule({ periods: '2020' }))).toEqual(['/periods object']);
  });

  it('has at most 64 KiB', () => {
    expect(rules(rule({ note: 'x'.repeat(LARGEST_ORDER) }))).toEqual([' rule-size']);
    let deep: unknown = 1;
    for (let at = 0; at < 20_000; at += 1) deep = [deep];
    expect(rules(rule({ deep }))).toEqual([' rule-size']);
  });

  it('that is no rule at all is refused, whatever it is, and nothing throws', () => {
    for (const value of [null, 7, 'rule', [], {}]) expect(faultsOf(value).length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...RULE_KINDS), (value, kind) => {
        const odd = { threshold: value, comparison: value, against: value, than: value, periods: value };
        for (const one of [value, rule({ series: value }), conflict({ kind, ...odd, atLeast: value })])
          for (const { message, fix } of faultsOf(one))
            expect(message.length + fix.length).toBeLessThan(1000);
      }),
    );
  });
});

describe('the event of a rule', () => {
  const envelope = (type: string, data: unknown) => ({
    ...{ specversion: '1.0', source: '/newsroom', id: '1', type, datacontenttype: 'application/json', data },
  });

  it('has the record key alert/NAME, whether the rule is defined or dropped', () => {
    for (const [type, data] of [
      ['silkgauge.alert.defined.v1', alertDefined.example],
      ['silkgauge.alert.dropped.v1', { rule: 'cbec-over-20', reason: 'Replaced' }],
    ] as const) {
      const checked = checkEvent(envelope(type, data));
      expect(checked.ok && recordKey(checked.event)).toBe('alert/cbec-over-20');
    }
  });

  it('is refused with all faults, from the root of the event', () => {
    const checked = checkEvent(
      envelope('silkgauge.alert.defined.v1', rule({ threshold: 20, comparison: 'x', atLeast: 4 })),
    );
    expect(checked).toMatchObject({
      ok: false,
      status: 422,
      faults: [
        { pointer: '/data/threshold', rule: 'decimal' },
        { pointer: '/data/comparison', rule: 'comparison' },
        { pointer: '/data/atLeast', rule: 'other-kind' },
      ],
    });
  });

  it('of a dropped rule needs a reason', () => {
    expect(checkEvent(envelope('silkgauge.alert.dropped.v1', { rule: 'one' }))).toMatchObject({
      faults: [{ pointer: '/data/reason', rule: 'required' }],
    });
  });
});
