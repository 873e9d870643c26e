import {
  CHANGE_REASONS,
  EVIDENCE_KINDS,
  FLAGS,
  MEASURES,
  PRINT_STATUSES,
  QUALIFIERS,
  REPORTER_KINDS,
  VERDICTS,
  WORDINGS,
} from '@silkgauge/codelists';
import { readFileSync } from 'node:fs';
import { FORMULAS } from '@silkgauge/growth';
import { tableOf } from './csv.ts';
import { REFUSAL_RULES } from './refusal-rules.ts';
import { WORD_REGISTERS, WORDS, type WordRegister } from './word-registers.ts';

const codesOf = (register: WordRegister) => WORDS[register].map(({ code }) => code);

describe('the registers of words', () => {
  it.each<[WordRegister, readonly string[]]>([
    ['flag', FLAGS.codes],
    ['verdict', VERDICTS.codes],
    ['reason', CHANGE_REASONS.codes],
    ['evidence-kind', EVIDENCE_KINDS.codes],
    ['reporter-kind', [...REPORTER_KINDS.codes, 'special']],
    ['measure', MEASURES.codes],
    ['wording', WORDINGS.codes],
    ['qualifier', QUALIFIERS.codes],
    ['formula', FORMULAS.map(({ name }) => name)],
    ['comparison', ['GY', 'G1', '_U']],
  ])('have exactly the words of %s', (register, words) => {
    expect(codesOf(register)).toEqual([...words]);
  });

  it('name each word in both languages, and none twice', () => {
    expect(Object.keys(WORDS)).toEqual(Object.keys(WORD_REGISTERS));
    for (const register of Object.keys(WORDS) as WordRegister[]) {
      const codes = codesOf(register);
      expect(codes.length).toBeGreaterThan(2);
      expect([register, codes.filter((code, at) => codes.indexOf(code) !== at)]).toEqual([register, []]);
      for (const { code, kind, en, zh } of WORDS[register]) {
        expect([code, kind, en, zh].filter((text) => text.trim() === '')).toEqual([]);
        expect([code, /\p{Script=Han}|^JSON|^UTF-8/u.test(zh)]).toEqual([code, true]);
      }
    }
  });

  it('name the status of a print beside that of a state', () => {
    expect(WORDS.status.flatMap(({ also }) => also).sort()).toEqual([...PRINT_STATUSES.codes].sort());
  });

  it('name the kinds of the register of reporters', () => {
    const file = readFileSync(new URL('../../../../data/codes/reporters.csv', import.meta.url), 'utf8');
    const kinds = tableOf('reporters.csv', file, ['kind']).map(({ kind }) => kind);
    expect(kinds.length).toBeGreaterThan(20);
    expect(codesOf('reporter-kind')).toEqual(expect.arrayContaining(kinds));
  });

  it('keep verdicts, flags and reasons apart, so that one filter of words serves all', () => {
    const words = [...VERDICTS.codes, ...FLAGS.codes, ...CHANGE_REASONS.codes];
    expect(new Set(words).size).toBe(words.length);
    for (const word of words) expect(word).toMatch(/^[a-z-]+$/);
  });

  it('have each rule of refusal under one kind', () => {
    const rules = Object.values(REFUSAL_RULES).flatMap((of) => Object.keys(of));
    expect(codesOf('rule')).toEqual(rules);
    expect(new Set(rules).size).toBe(rules.length);
  });
});
