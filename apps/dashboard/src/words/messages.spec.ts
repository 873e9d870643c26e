import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { FORMULAS } from '@silkgauge/growth';
import { MESSAGES, type MessageId } from './messages.ts';
import { wordsOf } from './words-of.ts';

/** Names of the arguments of a message. */
function argumentsOf(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    const inner =
      element.type === TYPE.plural || element.type === TYPE.select
        ? Object.values(element.options).flatMap(({ value }) => argumentsOf(value))
        : [];
    return [element.value, ...inner];
  });
}

/** The written text of a message, without its arguments. */
function literalsOf(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.literal) return [element.value];
    return element.type === TYPE.plural || element.type === TYPE.select
      ? Object.values(element.options).flatMap(({ value }) => literalsOf(value))
      : [];
  });
}

const ids = Object.keys(MESSAGES.en) as MessageId[];
const wants = (language: 'en' | 'zh', id: MessageId) =>
  [...new Set(argumentsOf(parse(MESSAGES[language][id])))].sort();

/** The text before the first argument and after the last one. */
const aroundValues = (message: string): string => {
  const first = message.indexOf('{');
  return first === -1 ? message : message.slice(0, first) + message.slice(message.lastIndexOf('}') + 1);
};

describe('messages', () => {
  it('are the same in both languages', () => {
    expect(Object.keys(MESSAGES.zh).sort()).toEqual([...ids].sort());
  });

  it('have the same arguments in both languages', () => {
    expect(ids.filter((id) => wants('en', id).join() !== wants('zh', id).join())).toEqual([]);
  });

  it('are translated into Chinese', () => {
    const untranslated = ids.filter(
      (id) =>
        /[a-z]{4}/i.test(aroundValues(MESSAGES.zh[id]).replace(/Silkgauge|SVG|PNG|CSV|JSON|SDMX/g, '')) ||
        MESSAGES.zh[id] === '',
    );
    expect(untranslated).toEqual([]);
  });

  it('have Chinese punctuation in Chinese', () => {
    const ascii = ids.filter((id) =>
      literalsOf(parse(MESSAGES.zh[id])).some((text) => /[,:;!?()"]|\.(?!\d)/.test(text)),
    );
    expect(ascii).toEqual([]);
  });

  it('call a conflict by one word in Chinese', () => {
    const verdict = MESSAGES.zh['verdict.conflicts'];
    expect(verdict).toBe('矛盾');
    const others = ids.filter(
      (id) => /conflict|contradict/.test(MESSAGES.en[id]) && !MESSAGES.zh[id].includes(verdict),
    );
    expect(others).toEqual([]);
  });

  it('cover every formula', () => {
    for (const { name } of FORMULAS) expect(ids).toContain(`formula.${name}`);
  });

  it('have plural forms', () => {
    const { t } = wordsOf('en');
    expect([0, 1, 2].map((count) => t('feed.count', { count }))).toEqual([
      'no changes since you opened this page',
      'one change since you opened this page',
      '2 changes since you opened this page',
    ]);
  });
});
