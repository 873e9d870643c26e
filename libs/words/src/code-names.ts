import type { Language } from '@silkgauge/codelists';

/** The names of a code in a register. */
export interface CodeNames {
  readonly en: string | null;
  readonly zh: string | null;
  /** For narrow places and sentences, of codes whose names are sentences. */
  readonly short?: Readonly<Record<Language, string>>;
}

/** The name of a code, else its English one; `undefined` for a code that no register has. */
export const codeName = (names: CodeNames | undefined, language: Language): string | undefined =>
  names?.[language] ?? names?.en ?? undefined;

/** The short name of a code where it has one, else its name. */
export const shortCodeName = (names: CodeNames | undefined, language: Language): string | undefined =>
  names?.short?.[language] ?? codeName(names, language);

/** Codes that do not narrow a series, which texts leave out. */
export const UNSAID: ReadonlySet<string> = new Set(['_T', '_Z', '_U']);
