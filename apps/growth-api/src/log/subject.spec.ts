import {
  CHANGE_KINDS,
  parseSeriesKey,
  STREAM_KINDS,
  type ChangeKind,
  type GrowthFilter,
  type RegisteredKind,
} from '@silkgauge/contract';
import { mayPass } from '@silkgauge/contract';
import { isOfInterest, subjectOf, type Asked, type Subject } from './subject.ts';

const series = parseSeriesKey('ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY');
if (!series) throw new Error('no key');
const state = { series, domain: 'customs', period: '2020-S1', bounds: null };
const words = new Set(['conflicts', 'small-base', 'restated']);
const growth: Subject = { kind: 'state', state: { ...state, said: { words, text: '' } } };
const claim: Subject = { kind: 'claim', state };
const notice = (scope: object): Subject => ({
  kind: 'notice',
  applies: { scope, effectiveFrom: '2020-01-01' },
});

const within = (place: string) => [place];
const by = (filter: GrowthFilter): GrowthFilter => filter;
const asking = (filter: GrowthFilter, kinds: readonly ChangeKind[] = CHANGE_KINDS): Asked => ({
  ...{ filter, kinds: new Set(kinds), isByKind: true },
});
const selection = (...sets: GrowthFilter[]) => by({ selection: { id: 'spec', sets } });

describe('what a stream sends', () => {
  it.each([
    [by({ verdict: ['agrees', 'conflicts'] }), true],
    [by({ verdict: ['agrees'] }), false],
    [by({ flag: ['small-base'], reason: ['restated'] }), true],
    [by({ flag: ['small-base'], reason: ['reported'] }), false],
    [by({ area: ['CN-Z-*'] }), true],
    [by({ area: ['CN-D*', 'CN'] }), false],
    [by({ within: within('CN-HA') }), true],
    [by({ within: within('CN-ZJ') }), false],
    [selection({ within: within('CN-ZJ') }, { flag: ['small-base'] }), true],
    [selection({ within: within('CN-ZJ') }, { flag: ['calendar-effect'] }), false],
    [{ ...selection({ flag: ['small-base'] }), period: ['2021'] }, false],
  ])('of states, %#', (filter, expected) => {
    expect(isOfInterest(asking(filter), growth)).toBe(expected);
  });

  it('has no claims and notices with a filter by what states say', () => {
    for (const filter of [
      by({ verdict: ['conflicts'] }),
      by({ flag: ['small-base'] }),
      by({ reason: ['sales'] }),
    ])
      for (const subject of [claim, notice({}), { kind: 'notice', applies: null } as const])
        expect(isOfInterest(asking(filter), subject)).toBe(false);
    expect(isOfInterest(asking(by({ within: within('CN-HA') })), claim)).toBe(true);
    const either = selection({ verdict: ['conflicts'] }, { within: within('CN-HA') });
    expect(isOfInterest(asking(either), claim)).toBe(true);
  });

  it.each([
    [by({ area: ['CN-Z-*'] }), { areas: ['CN-HA'] }, true],
    [by({ area: ['CN-Z-*'] }), { areas: ['CN-Z-NEW'] }, true],
    [by({ area: ['CN-Z-*'] }), { areas: ['FR'] }, false],
    [by({ area: ['CN-*'] }), {}, true],
    [by({ product: ['HS84*'] }), { products: ['HS8418'] }, true],
    [by({ product: ['HS84*'] }), { products: ['HS85'] }, false],
    [by({ mode: ['97*'] }), { modes: ['9710'] }, true],
    [by({ mode: ['97*'] }), { modes: ['1210'] }, false],
    [by({ within: within('CN-HA') }), { areas: ['CN-C-4101'] }, true],
    [by({ within: within('CN-HA') }), { areas: ['CN-ZJ'] }, false],
    [selection({ within: within('CN-ZJ') }, { within: within('CN-HA') }), { areas: ['CN-HA'] }, true],
    [selection({ within: within('CN-ZJ') }), { areas: ['CN-HA'] }, false],
  ])('of notices, %#', (filter, scope, expected) => {
    expect(isOfInterest(asking(filter), notice(scope))).toBe(expected);
  });
});

it.each([
  [{ from: '2020-12-31' }, true],
  [{ from: '2021-01-01' }, false],
  [{ to: '2020-07-01' }, true],
  [{ to: '2020-06-30' }, false],
  [{ period: ['2020-S2', '2022'] }, true],
  [{ period: ['2020-S1'] }, false],
])('a notice of half a year passes %j: %s', (filter, expected) => {
  const applies = { scope: {}, effectiveFrom: '2020-07', effectiveTo: '2020-12' };
  expect(isOfInterest(asking(by(filter)), { kind: 'notice', applies })).toBe(expected);
});

/** A version of a register as it is read from the log. */
const entry = (kind: RegisteredKind, key: string, domain: string | null = null) => ({
  ...{ kind, key, domain, sequence: '1', version: 1, known_at: new Date(0) },
  document: '{}',
});
const ALERT = 'over/ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY/2020-01-01/P5M';
const alert = subjectOf(entry('alert', ALERT, 'customs'));

describe('kinds of changes', () => {
  it.each([
    [by({}), true],
    [by({ area: ['CN-Z-*'] }), true],
    [by({ area: ['GB'] }), false],
    [by({ period: ['2020-01-01/P5M'] }), true],
    [by({ period: ['2020'] }), false],
    [by({ from: '2020-01-01', to: '2020-05-31' }), true],
    [by({ from: '2020-02-01' }), false],
    [by({ domain: 'customs' }), true],
    [by({ domain: 'platform' }), false],
    [by({ within: within('CN-HA') }), true],
    [by({ verdict: ['conflicts'] }), false],
    [selection({ area: ['GB'] }, { within: within('CN-HA') }), true],
    [selection({ area: ['GB'] }), false],
  ])('an alert passes by the series and period of its key, %#', (filter, expected) => {
    expect(isOfInterest(asking(filter), alert)).toBe(expected);
  });

  it('an alert of a series that nobody reported passes no filter by domain', () => {
    const unknown = subjectOf(entry('alert', ALERT));
    for (const domain of ['customs', 'platform'] as const)
      expect(isOfInterest(asking(by({ domain })), unknown)).toBe(false);
    expect(isOfInterest(asking(by({})), unknown)).toBe(true);
  });

  it('what has no series passes where there is no filter, and no filter', () => {
    const seriesless = [
      ...['_late/GACC-2020-H1', '_printed/wire', 'over/_overflow'].map((key) => entry('alert', key)),
      ...[entry('bulletin', 'h1'), entry('release', 'GACC-2020-H1')],
    ].map(subjectOf);
    const filters = [
      ...[by({ area: ['CN'] }), by({ within: within('CN') }), by({ domain: 'customs' })],
      ...[by({ period: ['2020'] }), by({ from: '2020-01-01' }), by({ to: '2020-12-31' })],
      ...[by({ verdict: ['agrees'] }), by({ flag: ['small-base'] }), by({ reason: ['sales'] })],
      selection({ area: ['CN'] }),
    ];
    for (const subject of seriesless) {
      expect(isOfInterest(asking(by({})), subject)).toBe(true);
      for (const filter of filters) expect(isOfInterest(asking(filter), subject)).toBe(false);
    }
  });

  it('only those pass that are asked for; a stream that names none has states, notices and claims', () => {
    const subjects: readonly Subject[] = [
      ...[growth, notice({}), claim, alert],
      ...[subjectOf(entry('bulletin', 'h1')), subjectOf(entry('release', 'r'))],
    ];
    expect(subjects.map(({ kind }) => kind)).toEqual(CHANGE_KINDS);
    for (const kind of CHANGE_KINDS)
      expect(subjects.filter((one) => isOfInterest(asking(by({}), [kind]), one))).toEqual(
        subjects.filter((one) => one.kind === kind),
      );
    const usual = subjects.filter((one) => isOfInterest(asking(by({}), STREAM_KINDS), one));
    expect(usual.map(({ kind }) => kind)).toEqual(['state', 'notice', 'claim']);
  });

  it('of a kind that may not pass nothing passes', () => {
    const subjects: readonly Subject[] = [
      ...[notice({}), claim, alert, subjectOf(entry('alert', '_printed/wire'))],
      ...[subjectOf(entry('bulletin', 'h1')), subjectOf(entry('release', 'r'))],
    ];
    const filters = [by({ verdict: ['conflicts'] }), by({ reason: ['sales'] }), by({ domain: 'customs' })];
    for (const filter of filters)
      for (const subject of subjects.filter(({ kind }) => !mayPass(filter, kind)))
        expect(isOfInterest(asking(filter), subject)).toBe(false);
    expect(CHANGE_KINDS.filter((kind) => mayPass(by({ reason: ['sales'] }), kind))).toEqual(['state']);
    expect(CHANGE_KINDS.filter((kind) => mayPass(by({ period: ['2020'] }), kind))).toEqual([
      ...['state', 'notice', 'claim', 'alert'],
    ]);
    expect(CHANGE_KINDS.filter((kind) => mayPass(by({}), kind))).toEqual(CHANGE_KINDS);
  });
});
