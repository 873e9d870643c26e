import { readFileSync } from 'node:fs';
import { CAUSAL_WORDS, causalWordIn } from '@silkgauge/contract';
import { EN } from './en.ts';
import { say, WORDS, type Slots } from './say.ts';
import type { MessageName } from './words.ts';
import { ZH } from './zh.ts';

const TABLES = ['marks', 'heads', 'powers', 'subjects', 'coverages', 'places', 'world'];
const messages = (words: object): [string, string][] =>
  Object.entries(words).filter((entry): entry is [string, string] => !TABLES.includes(entry[0]));
const textsOf = (words: unknown): readonly string[] =>
  typeof words === 'string' ? [words] : Object.values(words as object).flatMap(textsOf);
const variables = (message: string): readonly string[] => [...new Set(message.match(/\$[a-z]+/g))].sort();

/** Words for a multiple, a fraction or a number of things. */
const NUMBER_WORDS = new RegExp(
  [
    String.raw`\b(?:(?:doubl|tripl|trebl|quadrupl|quintupl|halv)\w*|\w*fold|twice|thrice|half|thirds?|quarters?)\b`,
    String.raw`\b(?:tenths?|dozens?|hundreds?|thousands?)\b`,
    '翻[了一两几]?[番倍]|倍|半|[一二两三四五六七八九十几]成|对折|[百千]',
  ].join('|'),
  'i',
);

describe('the words of both languages', () => {
  it.each(['en', 'zh'] as const)('%s claim no cause', (language) => {
    expect(textsOf(WORDS[language]).filter((text) => causalWordIn(text) !== undefined)).toEqual([]);
  });

  it.each(['en.ts', 'zh.ts', 'en-alerts.ts', 'zh-alerts.ts'])(
    '%s has no causal word, in no comment either',
    (file) => {
      expect(causalWordIn(readFileSync(new URL(file, import.meta.url), 'utf8'))).toBeUndefined();
    },
  );

  it.each(['en', 'zh'] as const)('%s have no digit', (language) => {
    expect(textsOf(WORDS[language]).filter((text) => /\p{Nd}/u.test(text))).toEqual([]);
  });

  it.each(['en', 'zh'] as const)('%s have no number word', (language) => {
    expect(textsOf(WORDS[language]).filter((text) => NUMBER_WORDS.test(text))).toEqual([]);
  });

  it.each(['doubled', 'Tripling', 'twofold', 'by half', '翻番', '翻一番', '增长一倍', '近三成'])(
    'would be found to have the number word %s',
    (word) => {
      expect(NUMBER_WORDS.test(word)).toBe(true);
    },
  );

  it('have the same messages', () => {
    expect(Object.keys(ZH).sort()).toEqual(Object.keys(EN).sort());
  });

  it('are messages that can be read, each of them', () => {
    const word = [{ type: 'text', text: 'x' }] as const;
    for (const language of ['en', 'zh'] as const)
      for (const [name, message] of messages(WORDS[language])) {
        const slots = variables(message).map((one) => [
          one.slice(1),
          message.includes(`.input {${one} `) ? 'up' : word,
        ]);
        const told = say(language, name as MessageName, Object.fromEntries(slots) as Slots);
        expect([name, told.map(({ type }) => type)]).toEqual([name, ['text']]);
      }
  });

  it('throw where a message is not filled', () => {
    expect(() => say('en', 'gap')).toThrow('The message gap (en) cannot be told');
  });

  it('find each causal word in a sentence, and no part of another word', () => {
    for (const word of CAUSAL_WORDS.en) expect(causalWordIn(`Exports rose, ${word} demand`)).toBe(word);
    for (const word of CAUSAL_WORDS.zh) expect(causalWordIn(`出口${word}增长`)).toBe(word);
    expect(causalWordIn('Causeway Bay, the boosters, 因应')).toBeUndefined();
    expect(causalWordIn('Disk drives, a hard drive and driving licences')).toBeUndefined();
    expect(causalWordIn('It hit hard because of them')).toBe('because');
    expect(causalWordIn('On  The\nBack Of demand')).toBe('On  The\nBack Of');
  });
});
