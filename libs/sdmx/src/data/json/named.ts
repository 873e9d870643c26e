import type { BothNames, Language } from '@silkgauge/codelists';

/** A name or description in the language of the message, and in all languages. */
export const named = (
  member: 'name' | 'description',
  names: BothNames,
  { language }: { readonly language: Language },
): object => ({
  [member]: names[language],
  [`${member}s`]: names,
});
