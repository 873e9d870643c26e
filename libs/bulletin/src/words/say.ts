import { type Language, MARKS, type Mark } from '@silkgauge/codelists';
import { MessageFormat } from 'messageformat';
import { joined, type Segment } from '../segment.ts';
import { EN } from './en.ts';
import type { MessageName, Words } from './words.ts';
import { ZH } from './zh.ts';

export const WORDS: Readonly<Record<Language, Words>> = { en: EN, zh: ZH };

/** What a message is filled with: parts of a sentence, or a word that chooses a variant. */
export type Slots = Readonly<Record<string, readonly Segment[] | string>>;

const compiled = new Map<string, MessageFormat>();

function messageOf(language: Language, name: MessageName): MessageFormat {
  const key = `${language} ${name}`;
  const known =
    compiled.get(key) ?? new MessageFormat(language, WORDS[language][name], { bidiIsolation: 'none' });
  compiled.set(key, known);
  return known;
}

/** A message as segments, those of its slots as they are. @throws Error if a slot is not filled */
export function say(language: Language, name: MessageName, slots: Slots = {}): readonly Segment[] {
  const parts = messageOf(language, name).formatToParts(slots, (error) => {
    throw new Error(`The message ${name} (${language}) cannot be told`, { cause: error });
  });
  return joined(
    parts.flatMap((part): readonly Segment[] =>
      part.type === 'text'
        ? [{ type: 'text', text: part.value }]
        : // Parts of our own come back as they went in.
          (part as { readonly value: readonly Segment[] }).value,
    ),
  );
}

export const mark = (language: Language, name: Mark): readonly Segment[] => [
  { type: 'mark', mark: name, text: MARKS.entries[name][language] },
];

export const NOTHING: readonly Segment[] = [];

/** Parts with a word between each two. */
export function listed(
  language: Language,
  parts: readonly (readonly Segment[])[],
  between: MessageName,
  last: MessageName = between,
): readonly Segment[] {
  return parts.flatMap((part, at) =>
    at === 0 ? part : [...say(language, at === parts.length - 1 ? last : between), ...part],
  );
}

/** With a capital letter at its beginning, where that is a word of the product. */
export function capitalised(segments: readonly Segment[]): readonly Segment[] {
  const [first, ...rest] = segments;
  if (!first || first.type === 'quote' || first.type === 'numeral') return segments;
  return [{ ...first, text: first.text.slice(0, 1).toUpperCase() + first.text.slice(1) }, ...rest];
}
