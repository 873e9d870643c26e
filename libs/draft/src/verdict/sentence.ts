import type { Language } from '@silkgauge/codelists';
import type { DraftFinding } from '@silkgauge/contract';
import type { Measurement } from '@silkgauge/growth';
import { dateText } from '@silkgauge/words';
import type { FigurePrint, HeldFigure } from './held-figure.ts';
import { printedText, workedText } from './number-text.ts';
import type { NumberVerdict } from './number-verdict.ts';
import { outcomeOf, standingPrint } from './prints.ts';

/** The words of a language around numbers, chains and proofs, which come as they are told elsewhere. */
interface Sentences {
  readonly saidBy: (number: string, chain: string) => string;
  readonly agrees: (said: string) => string;
  readonly rounds: (said: string) => string;
  /** What is worked out meets the print within rounding. */
  readonly roundsWorked: (said: string, number: string) => string;
  readonly conflicts: (said: string) => string;
  readonly worked: (number: string) => string;
  readonly conflictsWorked: (number: string) => string;
  /** What the number agrees with rests on prints that others contradict. */
  readonly workedInConflict: (number: string) => string;
  readonly conflictsWith: (said: string, number: string) => string;
  readonly superseded: (met: string, stands: string, day: string | null) => string;
  readonly several: (met: string, others: string) => string;
  readonly excluded: (met: string, proof: string, stands: string) => string;
  readonly elsewhere: (met: string) => string;
  readonly notComparable: (met: string) => string;
  readonly partial: (met: string) => string;
  readonly own: (met: string) => string;
  readonly readings: (values: string, met: string) => string;
  readonly butExcluded: (other: string, proof: string) => string;
  readonly and: string;
  readonly or: string;
  readonly nothing: string;
}

const after = (words: string): string => (words === '' ? '' : `: ${words}`);
const afterZh = (words: string): string => (words === '' ? '' : `：${words}`);

const WORDS: Readonly<Record<Language, Sentences>> = {
  en: {
    saidBy: (number, chain) => (chain === '' ? number : `${number} (${chain})`),
    agrees: (said) => `Agrees with what is printed${after(said)}.`,
    rounds: (said) => `Agrees within rounding with what is printed${after(said)}.`,
    roundsWorked: (said, number) =>
      `Printed${after(said)}; what is worked out from other prints agrees with it within rounding${after(number)}.`,
    conflicts: (said) => `Does not agree with what is printed${after(said)}.`,
    worked: (number) => `It agrees with what is worked out: ${number}.`,
    conflictsWorked: (number) => `Nothing is printed; it does not agree with what is worked out: ${number}.`,
    workedInConflict: (number) =>
      `Nothing is printed; it agrees with what is worked out, ${number}, from prints that others contradict.`,
    conflictsWith: (said, number) =>
      `Printed${after(said)}; this does not agree with what is worked out from other prints${after(number)}.`,
    superseded: (met, stands, day) =>
      `Superseded${day === null ? '' : ` ${day}`}: ${stands} stands now; the number is that of ${met}.`,
    several: (met, others) =>
      `Prints differ: the number is that of ${met}; another print says otherwise${after(others)}.`,
    excluded: (met, proof, stands) =>
      `Printed: ${met}; but other prints leave it no place${after(proof)}.${stands === '' ? '' : ` What stands: ${stands}.`}`,
    elsewhere: (met) => `Printed: ${met}; it is of another unit or comparison than what stands.`,
    notComparable: (met) => `Printed${after(met)}; what is worked out beside it is not comparable with it.`,
    partial: (met) => `The figure is of a part of its period${after(met)}.`,
    own: (met) => `Nothing but this text says so${after(met)}.`,
    readings: (values, met) =>
      `The wording is open to more than one reading${after(values)}${met === '' ? '' : `; printed: ${met}`}.`,
    butExcluded: (other, proof) =>
      ` Another print says ${other}, which other prints leave no place${after(proof)}.`,
    and: '; ',
    or: ' or ',
    nothing: 'What is known has no number to compare.',
  },
  zh: {
    saidBy: (number, chain) => (chain === '' ? number : `${number}（${chain}）`),
    agrees: (said) => `与已公布数据一致${afterZh(said)}。`,
    rounds: (said) => `在舍入范围内与已公布数据一致${afterZh(said)}。`,
    roundsWorked: (said, number) =>
      `已公布${afterZh(said)}；由其他数据推算的结果在舍入范围内与之一致${afterZh(number)}。`,
    conflicts: (said) => `与已公布数据不一致${afterZh(said)}。`,
    worked: (number) => `与推算结果一致：${number}。`,
    conflictsWorked: (number) => `未见公布，与推算结果不一致：${number}。`,
    workedInConflict: (number) => `未见公布，与推算结果${number}一致，但推算所据的数据与其他数据不一致。`,
    conflictsWith: (said, number) =>
      `已公布${afterZh(said)}；与由其他数据推算的结果不一致${afterZh(number)}。`,
    superseded: (met, stands, day) =>
      `${day === null ? '已被取代' : `${day}已被取代`}：现为${stands}；文中数字出自${met}。`,
    several: (met, others) => `各来源数据不一：文中数字出自${met}；另有不同数据${afterZh(others)}。`,
    excluded: (met, proof, stands) =>
      `已公布：${met}；但与其他数据不能并存${afterZh(proof)}。${stands === '' ? '' : `现以${stands}为准。`}`,
    elsewhere: (met) => `已公布：${met}；其单位或对比时期与现行数据不同。`,
    notComparable: (met) => `已公布${afterZh(met)}；与之相对的推算结果不可比。`,
    partial: (met) => `该数据仅涵盖所述时期的一部分${afterZh(met)}。`,
    own: (met) => `除本文外别无来源${afterZh(met)}。`,
    readings: (values, met) =>
      `这一表述可作多种解读${afterZh(values)}${met === '' ? '' : `；已公布：${met}`}。`,
    butExcluded: (other, proof) => `另有数据为${other}，与其他数据不能并存${afterZh(proof)}。`,
    and: '；',
    or: '或',
    nothing: '已知数据中没有可比的数字。',
  },
};

/** A verdict in a sentence, with numbers, days, chains and proof, in both languages. */
export const verdictSentence = (
  verdict: NumberVerdict,
  figure: HeldFigure,
): NonNullable<DraftFinding['sentence']> => ({
  en: sentenceIn('en', verdict, figure),
  zh: sentenceIn('zh', verdict, figure),
});

function sentenceIn(
  language: Language,
  { verdict, near, meetsKnown, met, stands, others: apart, worked, on }: NumberVerdict,
  figure: HeldFigure,
): string {
  const words = WORDS[language];
  const { reported } = figure.sides;
  const said = (print: FigurePrint): string => saidText(print, language);
  const shown = reported ? measured(reported, language) : '';
  const print = met ?? standingPrint(figure);
  const printed = print ? said(print) : shown;
  const standing = stands ? said(stands) : shown;
  const otherwise = apart.filter((one) => outcomeOf(one) !== 'excluded');
  const out = apart.find((one) => outcomeOf(one) === 'excluded' || reported?.excluded);
  const also = out
    ? words.butExcluded(said(out), (out.excluded ?? reported?.excluded)?.proof[language] ?? '')
    : '';
  const workedOut = worked ? workedText(worked.number, language) : '';
  switch (verdict) {
    case 'agrees':
    case 'within-rounding':
      if (!met && worked) return words.worked(workedOut) + also;
      if (verdict === 'agrees') return words.agrees(printed) + also;
      return (near === 'equal' ? words.roundsWorked(printed, workedOut) : words.rounds(printed)) + also;
    case 'conflicts':
      if (meetsKnown && !reported) return words.workedInConflict(workedOut);
      if (meetsKnown) return words.conflictsWith(printed, workedOut) + also;
      return reported ? words.conflicts(standing) : words.conflictsWorked(workedOut);
    case 'superseded':
      return words.superseded(printed, standing, on === null ? null : dayIn(on, language));
    case 'one-of-several-prints': {
      if (meetsKnown && otherwise.length === 0 && out) return words.agrees(printed) + also;
      const others = otherwise.length > 0 ? otherwise.map(said) : [standing];
      return words.several(printed, others.join(words.and)) + also;
    }
    case 'excluded': {
      const proof = (met?.excluded ?? reported?.excluded)?.proof[language] ?? '';
      return words.excluded(printed, proof, stands ? said(stands) : '');
    }
    case 'not-comparable':
      return meetsKnown ? words.notComparable(printed) : words.elsewhere(printed);
    case 'partial':
      return words.partial(reported ? printed : workedOut) + also;
    case 'own-text-only':
      return words.own(printed) + also;
    case 'reading-ambiguous':
      return words.readings(readingsOf(reported, language), print ? said(print) : '') + also;
  }
}

/** A printed number, and who says it. */
export const saidText = ({ printed, chain }: FigurePrint, language: Language): string =>
  WORDS[language].saidBy(printed ? printedText(printed, language) : '', chain[language]);

/** What is told of the print of a figure that other prints leave no place; nothing where it has one. */
export function butExcluded({ sides: { reported }, prints }: HeldFigure, language: Language): string {
  const print = prints.find(({ source, id }) => reported?.from?.source === source && reported.from.id === id);
  if (!print || !reported?.excluded) return '';
  return WORDS[language].butExcluded(saidText(print, language), reported.excluded.proof[language]);
}

/** When something was, within a sentence: `on 24 July 2022`, `in 2023`. */
function dayIn(date: string, language: Language): string {
  const text = dateText(date, language);
  if (language === 'zh') return text;
  return `${/^\d{4}-\d{2}-\d{2}/.test(date) ? 'on' : 'in'} ${text}`;
}

/** The number of a side: its digits as printed, or as worked out. */
export const measured = (side: Measurement, language: Language): string =>
  side.printed ? printedText(side.printed, language) : workedText(side, language);

/** The values of the readings of a figure; empty where it has one. */
const readingsOf = (reported: Measurement | undefined, language: Language): string =>
  reported?.readings
    ?.map(({ value, low, high }) => workedText({ ...reported, value, low, high }, language))
    .join(WORDS[language].or) ?? '';
