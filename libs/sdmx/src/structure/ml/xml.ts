import type { BothNames } from '@silkgauge/codelists';
import { create } from 'xmlbuilder2';

/** Elements by qualified name; `@name` is an attribute, `#` the text, a list repeats the element. */
export interface Elements {
  readonly [name: string]: Elements | readonly Elements[] | readonly string[] | string | undefined;
}

/** A document of one root element; a character that XML cannot hold becomes U+FFFD. */
export const xmlDocument = (root: Elements): string =>
  create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\uFFFD' }, root).end({
    prettyPrint: true,
  });

/** A text in both languages, as elements with `xml:lang`. */
export const bothLanguages = ({ en, zh }: BothNames): readonly Elements[] => [
  { '@xml:lang': 'en', '#': en },
  { '@xml:lang': 'zh', '#': zh },
];
