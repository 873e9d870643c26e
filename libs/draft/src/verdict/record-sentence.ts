import type { Language } from '@silkgauge/codelists';
import type { DraftFinding } from '@silkgauge/contract';
import { periodPhrase } from '@silkgauge/words';
import type { HeldFigure } from './held-figure.ts';
import { countingSide, type Extreme, type Past } from './past.ts';
import { standingPrint } from './prints.ts';
import type { RecordVerdict } from './record-verdict.ts';
import { butExcluded, measured, saidText } from './sentence.ts';

/** A level of some period. */
export interface LevelAt extends HeldFigure {
  readonly period: string;
}

/** What a record was held against. */
export interface HeldRecord {
  readonly extreme: Extreme;
  readonly isOfSeason: boolean;
  readonly own: LevelAt;
  /** The earlier level that the verdict names. */
  readonly rival: LevelAt | null;
  readonly past: Past<unknown>;
}

type Kind = 'year' | 'half' | 'quarter' | 'month' | 'week' | 'day' | 'period';

const FORMS: readonly (readonly [RegExp, Kind])[] = [
  [/^\d{4}$/, 'year'],
  [/^\d{4}-S\d$/, 'half'],
  [/^\d{4}-Q\d$/, 'quarter'],
  [/^\d{4}-\d{2}$/, 'month'],
  [/^\d{4}-W\d{2}$/, 'week'],
  [/^\d{4}-\d{2}-\d{2}$/, 'day'],
];
const kindOf = (period: string): Kind => FORMS.find(([form]) => form.test(period))?.[1] ?? 'period';

const ENGLISH_KINDS: Readonly<Record<Kind, readonly [one: string, many: string]>> = {
  year: ['year', 'years'],
  half: ['half-year', 'half-years'],
  quarter: ['quarter', 'quarters'],
  month: ['month', 'months'],
  week: ['week', 'weeks'],
  day: ['day', 'days'],
  period: ['period of this length', 'periods of this length'],
};
const CHINESE_KINDS: Readonly<Record<Kind, string>> = {
  ...{ year: '个年度', half: '个半年', quarter: '个季度', month: '个月', week: '周', day: '天' },
  period: '个同等长度时期',
};

/** The words of a language around levels and periods. */
interface Words {
  readonly workedOut: (number: string) => string;
  readonly at: (level: string, period: string) => string;
  readonly holds: (level: string, among: string, extreme: Extreme) => string;
  readonly fails: (level: string, rival: string, extreme: Extreme) => string;
  readonly rounds: (level: string, rival: string, extreme: Extreme) => string;
  readonly open: (level: string) => string;
  readonly inDispute: (level: string, rival: string) => string;
  readonly ownLevel: (period: string) => string;
  /** All periods that are known, the own one too. */
  readonly among: (periods: string, since: string) => string;
  readonly before: (periods: string, since: string | null) => string;
  readonly periods: (count: number, kind: Kind, isOfSeason: boolean) => string;
  readonly leftOut: (count: number) => string;
  readonly unread: (count: number) => string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    workedOut: (number) => `${number} (worked out)`,
    at: (level, period) => `${level} ${/^\d+ [A-Z]/.test(period) ? 'on' : 'in'} ${period}`,
    holds: (level, among, extreme) =>
      `A record as far as levels are known: ${level} is the ${extreme} of ${among}.`,
    fails: (level, rival, extreme) =>
      `No record: ${rival} was ${extreme === 'highest' ? 'higher' : 'lower'} than ${level}.`,
    rounds: (level, rival, extreme) =>
      `A record within rounding alone: ${level}, but ${rival} may be as ${extreme === 'highest' ? 'high' : 'low'}.`,
    open: (level) => `Whether this is a record cannot be told: ${level}.`,
    inDispute: (level, rival) =>
      `Whether this is a record cannot be told, as sources differ: ${level}, beside ${rival}.`,
    ownLevel: (period) =>
      `Whether this is a record cannot be told: no level of ${period} is known that nothing excludes and that is of the whole period.`,
    among: (periods, since) => `the ${periods} that are known, since ${since}`,
    before: (periods, since) =>
      since === null ? ' No earlier level is known.' : ` Known before it: ${periods}, since ${since}.`,
    periods: (count, kind, isOfSeason) =>
      `${count} ${ENGLISH_KINDS[kind][count === 1 ? 0 : 1]}${isOfSeason ? ' of that time of year' : ''}`,
    leftOut: (count) =>
      ` ${count} more ${count === 1 ? 'does' : 'do'} not count: excluded by other prints, of another unit or of a part of the period.`,
    unread: (count) =>
      ` ${count} earlier ${count === 1 ? 'level was' : 'levels were'} not read, as the time was over.`,
  },
  zh: {
    workedOut: (number) => `${number}（推算）`,
    at: (level, period) => `${period}为${level}`,
    holds: (level, among, extreme) =>
      `就已知数据而言属实：${level}，为${among}中最${extreme === 'highest' ? '高' : '低'}。`,
    fails: (level, rival, extreme) =>
      `并非${extreme === 'highest' ? '新高' : '新低'}：${level}，而${rival}。`,
    rounds: (level, rival, extreme) =>
      `仅在舍入范围内属实：${level}，而${rival}，可能同样${extreme === 'highest' ? '高' : '低'}。`,
    open: (level) => `无从判断是否创纪录：${level}。`,
    inDispute: (level, rival) => `各来源数据不一，无从判断是否创纪录：${level}，而${rival}。`,
    ownLevel: (period) => `无从判断是否创纪录：${period}没有涵盖整个时期且未被排除的数据。`,
    among: (periods, since) => `已知${periods}（${since}以来）`,
    before: (periods, since) =>
      since === null ? '此前无已知数据。' : `此前已知${periods}（${since}以来）。`,
    periods: (count, kind, isOfSeason) => `${isOfSeason ? '同期' : ''}${count}${CHINESE_KINDS[kind]}`,
    leftOut: (count) => `另有${count}项不计入：被其他数据排除、单位不同或仅涵盖部分时期。`,
    unread: (count) => `时间已到，有${count}项此前数据未核对。`,
  },
};

/** What is told of a record in a sentence or two, in both languages: levels, chains, and how far back they are known. */
export const recordSentence = (
  verdict: RecordVerdict<unknown>,
  held: HeldRecord,
): NonNullable<DraftFinding['sentence']> => ({
  en: sentenceIn('en', verdict, held),
  zh: sentenceIn('zh', verdict, held),
});

function sentenceIn(
  language: Language,
  { verdict, open }: RecordVerdict<unknown>,
  { extreme, isOfSeason, own, rival: further, past }: HeldRecord,
): string {
  const words = WORDS[language];
  if (open === 'own-level') return words.ownLevel(periodPhrase(own.period, language));
  const at = (one: LevelAt) => words.at(levelText(one, language), periodPhrase(one.period, language));
  const [level, rival] = [at(own), further ? at(further) : ''];
  const periods = (count: number) => words.periods(count, kindOf(own.period), isOfSeason);
  const since = past.since === null ? null : periodPhrase(past.since, language);
  const rest = [
    past.leftOut > 0 ? words.leftOut(past.leftOut) : '',
    past.unread > 0 ? words.unread(past.unread) : '',
    butExcluded(own, language),
  ].join('');
  if (verdict === 'agrees')
    return words.holds(level, words.among(periods(past.count + 1), since ?? ''), extreme) + rest;
  const before = words.before(periods(past.count), since) + rest;
  if (verdict === 'conflicts') return words.fails(level, rival, extreme) + before;
  if (verdict === 'within-rounding') return words.rounds(level, rival, extreme) + before;
  return (open === 'in-dispute' ? words.inDispute(level, rival) : words.open(level)) + before;
}

/** The level that counts, and who says it: what other prints exclude is none. */
function levelText(figure: LevelAt, language: Language): string {
  const [name, side] = countingSide(figure.sides) ?? [];
  if (!side) return '';
  const number = measured(side, language);
  if (name !== 'reported') return WORDS[language].workedOut(number);
  const print = standingPrint(figure);
  return print?.printed ? saidText(print, language) : number;
}
