import type { ToldState, World } from '@silkgauge/bulletin';
import { before, between, grown, ruleOf, SERIES, heldAgainst } from '../spec/states.fixture.ts';
import type { HeldAgainst } from '../judge/held-against.ts';
import type { Alert, ActiveRule, StateAlert, Step } from './alert.ts';
import { endAlert } from './end-alert.ts';
import { nextAlert, type View } from './next-alert.ts';
import { endOverflow, MOST_ALERTS, withinBound } from './overflow.ts';

const KEY = `${SERIES}/2020-S1`;
const ABOVE = { kind: 'growth-above', threshold: '20' };

const activeRule = (members: object = {}, version = 1): ActiveRule => ({
  rule: ruleOf('kind' in members ? members : { ...ABOVE, ...members }),
  ...{ version, source: '/newsroom', id: `rule-${String(version)}` },
});

const world = (state?: ToldState): World => ({
  ...{ state: () => state, states: () => [], periods: () => [], evidence: () => undefined },
  ...{ before: () => undefined, claim: () => undefined, statement: () => undefined },
  ...{ notice: () => undefined, name: () => undefined },
});

const step = (id: number, reason = 'reported'): Step => ({
  knownAt: `2020-07-${String(id).padStart(2, '0')}T00:00:00.000Z`,
  ...{ reason, causes: [{ source: '/spec', id: `event-${String(id)}` }] },
});

const view = (low: string, high = low, version = 1, against: HeldAgainst = heldAgainst()): View => ({
  state: grown({ reported: between(low, high) }, { version }),
  heldAgainst: against,
});

interface Turn {
  readonly now: View;
  readonly was?: View | null;
  readonly before?: StateAlert | null;
  readonly rule?: ActiveRule;
  readonly at?: number;
  readonly isCovered?: boolean;
  readonly isOwnStep?: boolean;
}

const next = ({
  now,
  was = null,
  before: last = null,
  rule = activeRule(),
  at = 1,
  isCovered = true,
  isOwnStep = false,
}: Turn) =>
  nextAlert({
    ...{ rule, now, was, before: last, isCovered, isOwnStep, step: step(at), world: world(now.state) },
  });

/** A version that must be made. */
function made(turn: Turn): StateAlert {
  const alert = next(turn);
  if (!alert) throw new Error('No version');
  return alert;
}

describe('the first version of an alert', () => {
  it('has the key of rule, series and period, and says which number, of which version, and why', () => {
    expect(made({ now: view('26.15', '26.25', 19), at: 16 })).toMatchObject({
      ...{ key: `spec/${KEY}`, rule: 'spec', ruleVersion: 1, kind: 'growth-above', period: '2020-S1' },
      ...{ state: 'firing', version: 1, knownAt: '2020-07-16T00:00:00.000Z', fired: 1, threshold: '20' },
      ...{ since: '2020-07-16T00:00:00.000Z', comparison: 'GY', backfilled: false, against: null },
      said: [{ member: 'growth.GY.reported', reading: null, low: '26.15', high: '26.25', version: 19 }],
      because: { reason: 'reported', causes: [{ source: '/spec', id: 'event-16' }] },
    });
  });

  it('is pending where the digits leave it open, and has not fired', () => {
    expect(made({ now: view('19.95', '20.05') })).toMatchObject({ state: 'pending', fired: 0 });
  });

  it('is none where the condition never was met', () => {
    expect(next({ now: view('18') })).toBeNull();
  });

  it('is none where the rule is about other states', () => {
    expect(next({ now: view('30'), isCovered: false })).toBeNull();
  });

  it('is none where nothing that the rule looks at has changed: a notice, a supporting print, a change elsewhere', () => {
    const now = view('26', '27', 2);
    expect(next({ now, was: view('26', '27', 1) })).toBeNull();
    expect(next({ now, was: view('26', '26.5', 1) })).toMatchObject({ state: 'firing' });
    const level = { ...now, state: { ...now.state, level: { verdict: 'agrees' as const, gap: '1' } } };
    expect(next({ now: level, was: now })).toBeNull();
  });

  it('is made where what it stands against has changed', () => {
    const rule = activeRule({ kind: 'sign-flip', against: 'period-before' });
    const beside = (low: string) =>
      heldAgainst({}, [grown({ reported: between(low) }, { period: '2019-S2' })]);
    const [now, was] = [view('5', '6', 1, beside('-3')), view('5', '6', 1, beside('2'))];
    expect(next({ now, was, rule })).toMatchObject({ state: 'firing', against: [{ value: '-3' }] });
    expect(next({ now, was: now, rule })).toBeNull();
  });

  it('in the step of its rule is of what stood there before, and says so', () => {
    const now = view('26', '27', 2);
    expect(made({ now, was: now, isOwnStep: true })).toMatchObject({ state: 'firing', backfilled: true });
  });
});

describe('a further version of an alert', () => {
  const first = made({ now: view('26', '27', 1), at: 1 });

  it('is made only where state, said or against changes; the version of the state is not looked at', () => {
    expect(next({ now: view('26', '27', 9), before: first, at: 2 })).toBeNull();
    expect(next({ now: view('26', '26.5', 9), before: first, at: 2 })).toMatchObject({
      ...{ version: 2, state: 'firing', fired: 1, since: first.since },
      knownAt: '2020-07-02T00:00:00.000Z',
    });
  });

  it('counts entries into firing, and tells since when it is in its state', () => {
    const open = made({ now: view('19.9', '20.1'), before: first, at: 2 });
    expect(open).toMatchObject({ state: 'pending', version: 2, fired: 1, since: '2020-07-02T00:00:00.000Z' });
    const gone = made({ now: view('10'), before: open, at: 3 });
    expect(gone).toMatchObject({
      state: 'resolved',
      version: 3,
      fired: 1,
      since: '2020-07-03T00:00:00.000Z',
    });
    const again = made({ now: view('30'), before: gone, at: 4 });
    expect(again).toMatchObject({ state: 'firing', version: 4, fired: 2 });
  });

  it('is made where what was held against it alone changes', () => {
    const rule = activeRule({ kind: 'sign-flip', against: 'first' });
    const flipped = made({ now: view('5', '6', 2, before(between('-2'))), rule });
    const later = view('5', '6', 3, before(between('-3'), 'growth.GY.reported', 2));
    expect(next({ now: later, before: flipped, rule })).toMatchObject({
      version: 2,
      against: [{ value: '-3' }],
    });
    const same = view('5', '6', 4, before(between('-2'), 'growth.GY.reported', 3));
    expect(next({ now: same, before: flipped, rule })).toBeNull();
  });

  it('is resolved where the figure is withdrawn', () => {
    const empty = { state: grown({}, { version: 2 }), heldAgainst: heldAgainst() };
    expect(next({ now: empty, before: first })).toMatchObject({ state: 'resolved', said: [] });
  });

  it('judged twice is made once', () => {
    const turn = { now: view('30'), before: first, at: 2 };
    expect(next({ ...turn, before: made(turn) })).toBeNull();
  });
});

describe('a rule defined anew', () => {
  const first = made({ now: view('26', '27', 1), at: 1 });
  const now = view('26', '27', 1);

  it('judges an open alert again by what it asks now', () => {
    const turn = { now, was: now, before: first, isOwnStep: true, at: 5 };
    expect(next({ ...turn, rule: activeRule({ threshold: '30' }, 2) })).toMatchObject({
      ...{ state: 'resolved', version: 2, ruleVersion: 2, threshold: '30', backfilled: false },
    });
    // What is on show is what the rule asks now: `above 20` would be the word of a rule that is gone.
    const anew = activeRule({ threshold: '25' }, 2);
    const open = made({ ...turn, rule: anew });
    expect(open).toMatchObject({
      ...{ state: 'firing', version: 2, ruleVersion: 2, threshold: '25', fired: 1, since: first.since },
    });
    expect(open.sentence.en.text).toMatch(/This is above 25 percent\.$/);
    expect(next({ ...turn, before: open, rule: anew })).toBeNull();
    expect(next({ ...turn, rule: activeRule({}, 2) })).toBeNull();
  });

  it('says what it asks now where it is of another kind, and says nothing of a resolved alert', () => {
    const turn = { now, was: now, isOwnStep: true, at: 5 };
    const below = activeRule({ kind: 'growth-below', threshold: '30' }, 2);
    expect(made({ ...turn, before: first, rule: below })).toMatchObject({ kind: 'growth-below', version: 2 });
    const gone = made({ now: view('10'), before: first, at: 2 });
    const still = { ...turn, now: view('10'), before: gone };
    expect(next({ ...still, rule: activeRule({ threshold: '25' }, 2) })).toBeNull();
  });

  it('resolves an open alert that it is no longer about, and leaves a resolved one alone', () => {
    const rule = activeRule({}, 2);
    const turn = { now, was: now, before: first, isCovered: false, isOwnStep: true, rule };
    const gone = made(turn);
    expect(gone).toMatchObject({ state: 'resolved', said: first.said });
    expect(gone.sentence.en.text).toMatch(/The rule is no longer about this figure\.$/);
    expect(next({ ...turn, before: gone })).toBeNull();
  });
});

describe('a resolved alert', () => {
  const first = made({ now: view('26', '27', 1), at: 1 });
  const dropped = endAlert(first, step(2, 'rule-dropped'), null, 'dropped') as StateAlert;
  const was = view('26', '27', 1);

  it('is reopened only where what its rule looks at changed: an order may have resolved it', () => {
    const elsewhere = view('26', '27', 2);
    expect(next({ now: elsewhere, was, before: dropped })).toBeNull();
    expect(made({ now: view('26', '26.5', 2), was, before: dropped })).toMatchObject({
      ...{ state: 'firing', version: 3, fired: 2 },
    });
  });

  it('that the step of its rule reopens says that it is of what stood there before; an open one does not', () => {
    const rule = activeRule({ since: 'beginning' }, 2);
    const turn = { now: was, was, rule, isOwnStep: true };
    expect(made({ ...turn, before: dropped })).toMatchObject({ state: 'firing', backfilled: true });
    const below = activeRule({ since: 'beginning', threshold: '25' }, 2);
    expect(made({ ...turn, before: first, rule: below })).toMatchObject({ version: 2, backfilled: false });
  });

  it('is left open again where only the readings that a state does not show have become more', () => {
    const gone = made({ now: view('10', '11'), before: first, at: 2 });
    const more = { ...between('10', '11'), more: 4 };
    const now = { state: grown({ reported: more }, { version: 3 }), heldAgainst: heldAgainst() };
    expect(next({ now, was: view('10', '11', 2), before: gone })).toMatchObject({ state: 'pending' });
  });
});

describe('an open alert', () => {
  it('is judged at any change: its rule has been followed since it opened', () => {
    const first = made({ now: view('26', '27', 1), at: 1 });
    const now = view('10', '11', 2);
    expect(made({ now, was: now, before: first })).toMatchObject({ state: 'resolved', version: 2 });
  });
});

describe('a dropped rule', () => {
  it('resolves its open alerts, once', () => {
    const first = made({ now: view('26', '27', 1), at: 1 });
    const ended = endAlert(first, step(7, 'rule-dropped'), world(view('26', '27', 1).state), 'dropped');
    expect(ended).toMatchObject({
      ...{ state: 'resolved', version: 2, fired: 1, since: '2020-07-07T00:00:00.000Z', said: first.said },
      because: { reason: 'rule-dropped', causes: [{ source: '/spec', id: 'event-7' }] },
    });
    expect(ended?.sentence.en.text).toMatch(/The rule was dropped\.$/);
    expect(endAlert(ended!, step(8, 'rule-dropped'), world(), 'dropped')).toBeNull();
  });
});

describe('alerts beyond the bound of a rule', () => {
  const rule = activeRule();
  const first = made({ now: view('26', '27', 1), at: 1 });
  const bound = (alerts: number, overflow: Alert | null = null) =>
    withinBound(first, rule, alerts, overflow, step(1));

  it('are one that says so, made once, and ended with the rule', () => {
    expect(bound(MOST_ALERTS - 1)).toBe(first);
    const overflow = bound(MOST_ALERTS);
    expect(overflow).toMatchObject({
      ...{
        key: 'spec/_overflow',
        series: null,
        period: null,
        state: 'firing',
        version: 1,
        fired: 1,
        said: [],
      },
      sentence: { en: { text: 'More series and periods meet the rule spec than it may have alerts.' } },
    });
    expect(bound(MOST_ALERTS + 5, overflow)).toBeNull();
    const ended = endAlert(overflow!, step(2, 'rule-dropped'), world(), 'dropped');
    expect(ended).toMatchObject({
      state: 'resolved',
      version: 2,
      sentence: { zh: { text: '规则spec已撤销。' } },
    });
    expect(bound(MOST_ALERTS, ended)).toMatchObject({ state: 'firing', version: 3, fired: 2 });
  });

  it('end where the rule, defined anew, has no more alerts than it may', () => {
    const overflow = bound(MOST_ALERTS);
    const anew = activeRule({ threshold: '30' }, 2);
    expect(endOverflow(overflow!, anew, step(3, 'rule-defined'))).toMatchObject({
      ...{ key: 'spec/_overflow', state: 'resolved', version: 2, ruleVersion: 2, threshold: '30', fired: 1 },
      ...{ because: { reason: 'rule-defined' }, series: null, period: null },
      sentence: { zh: { text: '规则spec的预警数量不再多于上限。' } },
    });
  });
});
