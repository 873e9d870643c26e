import type { World } from '@silkgauge/bulletin';
import { causalWordIn, readRule, type SilenceRule } from '@silkgauge/contract';
import type { SilenceAlert, ActiveRule, Step } from './alert.ts';
import { endAlert } from './end-alert.ts';
import { LATE, nextSilence, type ReleaseView } from './next-silence.ts';

const NAMES: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  GACC: ['General Administration of Customs of China', '中国海关总署'],
  CBEC: ['Cross-border e-commerce', '跨境电商'],
  PLATFORM: ['Customs platform', '海关平台'],
};

const world: World = {
  ...{ state: () => undefined, states: () => [], periods: () => [], evidence: () => undefined },
  ...{ before: () => undefined, claim: () => undefined, statement: () => undefined },
  notice: () => undefined,
  name: (_, code) => {
    const [en, zh] = NAMES[code] ?? [];
    return en !== undefined && zh !== undefined ? { en, zh } : undefined;
  },
};

const MISSING = { series: { indicator: ['CBEC'], coverage: ['PLATFORM'] }, period: '2020-S1', status: null };

const view = (members: Partial<ReleaseView> = {}): ReleaseView => ({
  ...{ release: 'GACC-2020-H1', publisher: 'GACC', title: 'Trade, first half', zone: 'Asia/Shanghai' },
  ...{ at: '2020-07-14T10:00:00+08:00', graceSeconds: 900, state: 'late', missing: [MISSING] },
  ...members,
});

function ruleOf(members: object = {}, version = 1): ActiveRule<SilenceRule> {
  const read = readRule({ rule: 'quiet', kind: 'silence', ...members });
  if (!read.ok || read.value.kind !== 'silence') throw new Error('No rule of silence');
  return { rule: read.value, version, source: '/newsroom', id: `rule-${String(version)}` };
}

const step = (at: number, reason = 'ticked'): Step => ({
  knownAt: `2020-07-${String(at).padStart(2, '0')}T00:00:00.000Z`,
  ...{ reason, causes: [{ source: '/clock', id: `tick-${String(at)}` }] },
});

interface Turn {
  readonly now?: ReleaseView | null;
  readonly was?: ReleaseView | null;
  readonly before?: SilenceAlert | null;
  readonly rule?: ActiveRule<SilenceRule>;
  readonly at?: number;
  readonly isOwnStep?: boolean;
}

const next = ({ now = view(), was = null, before = null, rule = LATE, at = 14, isOwnStep = false }: Turn) =>
  nextSilence({ rule, now, was, before, step: step(at), isOwnStep, world });

function made(turn: Turn): SilenceAlert {
  const alert = next(turn);
  if (!alert) throw new Error('No version');
  return alert;
}

const due = made({ now: view({ state: 'due' }) });
const late = made({ before: due, at: 15 });

it('a release that is due and not complete is pending, one that is late fires, with what is missing and what was promised', () => {
  expect(due).toMatchObject({ key: '_late/GACC-2020-H1', state: 'pending', version: 1, fired: 0 });
  expect(late).toEqual({
    ...{ key: '_late/GACC-2020-H1', rule: '_late', ruleVersion: 0, kind: 'silence', state: 'firing' },
    ...{ series: null, period: null, release: 'GACC-2020-H1', version: 2, fired: 1, backfilled: false },
    ...{ knownAt: step(15).knownAt, since: step(15).knownAt },
    because: { reason: 'ticked', causes: [{ source: '/clock', id: 'tick-15' }] },
    said: [{ member: 'missing', ...MISSING }],
    against: [
      {
        ...{ member: 'at', publisher: 'GACC', title: 'Trade, first half', zone: 'Asia/Shanghai' },
        ...{ at: '2020-07-14T10:00:00+08:00', graceSeconds: 900 },
      },
    ],
    sentence: expect.anything() as unknown,
  });
});

it.each([
  [
    'due',
    'The time has come; missing: cross-border e-commerce, customs platform, the first half of 2020.',
    '时间已到，尚缺：2020年上半年跨境电商、海关平台。',
  ],
  [
    'late',
    'It is late; missing: cross-border e-commerce, customs platform, the first half of 2020.',
    '已逾期，尚缺：2020年上半年跨境电商、海关平台。',
  ],
  ['released', 'All of it is there.', '内容已齐。'],
  ['cancelled', 'It is cancelled.', '该发布已取消。'],
  ['scheduled', 'The time has not come yet.', '时间未到。'],
] as const)('a release that is %s is told in both languages', (state, en, zh) => {
  const { sentence } = made({ now: view({ state }), before: { ...late, version: 7, said: [] } });
  const promised =
    'The General Administration of Customs of China was to publish “Trade, first half” at 10:00 on 14 July 2020 (UTC+8).';
  expect(sentence.en.text).toBe(`${promised} ${en}`);
  expect(sentence.zh.text).toBe(`中国海关总署定于2020年7月14日10:00（UTC+8）发布“Trade, first half”。${zh}`);
  for (const { text, segments } of [sentence.en, sentence.zh]) {
    expect(causalWordIn(text)).toBeUndefined();
    expect(segments.map((one) => one.text).join('')).toBe(text);
    for (const one of segments) if (one.type === 'text') expect(one.text).not.toMatch(/\d/);
  }
});

it('a status that is promised is told, a beginning of codes as it is, and of many the first few', () => {
  const items = ['2020-01', '2020-02', '2020-03', '2020-04', '2020-05', '2020-06'].map((period) => ({
    ...{ series: { area: ['CN-*', 'US'] }, period, status: 'final' as const },
  }));
  const { sentence } = made({ now: view({ missing: items.slice(0, 1) }) });
  expect(sentence.en.text).toContain('missing: CN-*, US (final), January 2020.');
  expect(sentence.zh.text).toContain('尚缺：2020年1月CN-*、US（最终数）。');
  const many = made({ now: view({ missing: items }) }).sentence.en.text;
  expect(many).toContain('May 2020 and others.');
  expect(many).not.toContain('June');
});

it.each([
  ['2020-07-14T02:00:00Z', '02:00 on 14 July 2020 (UTC)'],
  ['2020-07-14T07:30:05.25+05:30', '07:30:05 on 14 July 2020 (UTC+5:30)'],
  ['2020-07-13T22:00:00-04:00', '22:00 on 13 July 2020 (UTC-4)'],
])('the instant %s is told in the time of its offset', (at, text) => {
  expect(made({ now: view({ at }) }).sentence.en.text).toContain(` at ${text}.`);
});

it('the same again makes no version; other things missing, another instant and another state make one', () => {
  expect(next({ before: late })).toBeNull();
  expect(made({ before: late, now: view({ missing: [] }) }).said).toEqual([]);
  expect(made({ before: late, now: view({ at: '2020-07-13T10:00:00+08:00' }) })).toMatchObject({
    ...{ version: 3, state: 'firing', fired: 1, since: late.since },
  });
  expect(made({ before: late, now: view({ state: 'cancelled' }) })).toMatchObject({ state: 'resolved' });
});

it('what never was due says nothing', () => {
  for (const state of ['scheduled', 'released', 'cancelled'] as const)
    expect(next({ now: view({ state }) })).toBeNull();
});

it('a rule that does not look back hears only of what changes behind it', () => {
  const rule = ruleOf();
  expect(next({ rule, was: view() })).toBeNull();
  expect(made({ rule, was: view({ state: 'due' }) }).state).toBe('firing');
  expect(made({ rule, was: view({ missing: [MISSING, { ...MISSING, period: '2020-06' }] }) }).state).toBe(
    'firing',
  );
  expect(made({ rule: ruleOf({ since: 'beginning' }), isOwnStep: true })).toMatchObject({ backfilled: true });
});

it('a rule that was dropped and is defined again hears of its resolved alerts only where something changed', () => {
  const rule = ruleOf();
  const dropped = endAlert(made({ rule }), step(15, 'rule-dropped'), null, 'dropped') as SilenceAlert;
  expect(next({ rule, was: view(), before: dropped })).toBeNull();
  expect(made({ rule, was: view({ state: 'due' }), before: dropped })).toMatchObject({
    ...{ state: 'firing', version: 3, fired: 2, backfilled: false },
  });
  const back = ruleOf({ since: 'beginning' });
  expect(made({ rule: back, before: dropped, isOwnStep: true })).toMatchObject({
    ...{ state: 'firing', version: 3, backfilled: true },
  });
});

it('a rule of one publisher hears of no other, and ends what it said of a release that is no longer its', () => {
  const rule = ruleOf({ publisher: 'GACC' });
  expect(next({ rule, now: view({ publisher: 'ZAEZ' }) })).toBeNull();
  const first = made({ rule });
  expect(first).toMatchObject({ key: 'quiet/GACC-2020-H1', publisher: 'GACC', ruleVersion: 1 });
  const ended = made({ rule, before: first, now: view({ publisher: 'ZAEZ' }) });
  expect(ended.state).toBe('resolved');
  expect(ended.sentence.en.text).toMatch(/The rule is no longer about this release\.$/);
});

it('a rule that is defined anew tells an open alert what it asks now, and one that is dropped ends it', () => {
  const first = made({ rule: ruleOf() });
  expect(first).not.toHaveProperty('graceSeconds');
  const again = made({ rule: ruleOf({ grace: 'PT15M' }, 2), before: first, isOwnStep: true });
  expect(again).toMatchObject({ graceSeconds: 900, ruleVersion: 2, version: 2, backfilled: false });
  const ended = endAlert(again, step(16, 'rule-dropped'), world, 'dropped');
  expect(ended).toMatchObject({ state: 'resolved', version: 3, said: first.said, against: first.against });
  expect(ended?.sentence.en.text).toMatch(/\(UTC\+8\)\. The rule was dropped\.$/);
  expect(endAlert(ended!, step(17), world, 'dropped')).toBeNull();
});

it('a release of which no order is accepted any more is told as cancelled, where it was open', () => {
  expect(made({ now: null, before: late })).toMatchObject({ state: 'resolved', said: late.said });
  expect(next({ now: null, before: null })).toBeNull();
});
