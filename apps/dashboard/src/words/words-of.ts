import { IntlMessageFormat } from 'intl-messageformat';
import { LOCALES, type Language } from './languages.ts';
import { MESSAGES, type MessageId } from './messages.ts';
import type { Names } from './series-names.ts';

export type MessageValues = Readonly<Record<string, string | number>>;

export interface Words {
  readonly language: Language;
  readonly names: Names;
  /** A message in `language`; the same function for all `names`. */
  readonly t: (id: MessageId, values?: MessageValues) => string;
}

function speakerOf(language: Language): Words['t'] {
  const formats = new Map<MessageId, IntlMessageFormat>();
  return (id, values) => {
    const message = MESSAGES[language][id];
    // Most messages are plain text without arguments.
    if (!/[{'<]/.test(message)) return message;
    const format = formats.get(id) ?? new IntlMessageFormat(message, LOCALES[language]);
    formats.set(id, format);
    return String(format.format(values));
  };
}

const SPEAKERS = { en: speakerOf('en'), zh: speakerOf('zh') };

export const wordsOf = (language: Language, names: Names = {}): Words => ({
  ...{ language, names },
  t: SPEAKERS[language],
});
