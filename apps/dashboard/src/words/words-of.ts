import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from './languages.ts';
import { MESSAGES, type MessageId } from './messages.ts';

export type MessageValues = Readonly<Record<string, string | number>>;

export interface Words {
  readonly language: Language;
  /** A message in the reader's language. */
  readonly t: (id: MessageId, values?: MessageValues) => string;
}

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', zh: 'zh-CN' };
const formats = new Map<string, IntlMessageFormat>();

/** The messages of a language. */
export function wordsOf(language: Language): Words {
  return {
    language,
    t: (id, values) => {
      const message = MESSAGES[language][id];
      // Most messages are plain text, which says what it says.
      if (!/[{'<]/.test(message)) return message;
      const name = `${language} ${id}`;
      let format = formats.get(name);
      if (!format) {
        format = new IntlMessageFormat(message, LOCALES[language]);
        formats.set(name, format);
      }
      return String(format.format(values));
    },
  };
}
