/** A name in both languages. */
export interface BothNames {
  readonly en: string;
  readonly zh: string;
}

/** Both names as a table writes them that has a line for each code. */
export type NamePair = readonly [en: string, zh: string];

/** What is said of a code: its names, and what each list adds. */
export interface Entry extends BothNames {
  /** One sentence for a reader who meets the code. */
  readonly means?: BothNames;
  /** Other names of the code in sources. */
  readonly also?: readonly string[];
}

type Entries = Readonly<Record<string, Entry>>;

/** A closed code list in its published order. */
export interface Codelist {
  readonly codes: readonly string[];
  readonly entries: Entries;
}

/** A closed code list whose codes and entries are known to the compiler. */
export interface TypedCodelist<Of extends Entries> {
  readonly codes: readonly [keyof Of & string, ...(keyof Of & string)[]];
  readonly entries: Of;
}

/** The codes of a list as a type: `CodeOf<typeof FLAGS>`. */
export type CodeOf<List extends Codelist> = List['codes'][number];

/**
 * Declares a code list; the order of the entries is the order of the codes.
 *
 * @example const SIDES = codelist({ reported: { en: 'reported', zh: '公布' } }); // SIDES.codes: ['reported']
 */
export const codelist = <const Of extends Entries>(entries: Of): TypedCodelist<Of> => ({
  codes: Object.keys(entries) as unknown as TypedCodelist<Of>['codes'],
  entries,
});

/** The codes whose entries have a member that is true. */
type CodesWith<Of extends Entries, Member extends string> = {
  [Code in keyof Of & string]: Of[Code] extends Readonly<Record<Member, true>> ? Code : never;
}[keyof Of & string];

/** The codes of a list whose entries say `[member]: true`, in the order of the list. */
export const codesWith = <const Of extends Entries, const Member extends string>(
  { codes, entries }: TypedCodelist<Of>,
  member: Member,
): readonly CodesWith<Of, Member>[] =>
  codes.filter(
    (code): code is CodesWith<Of, Member> =>
      (entries[code] as Readonly<Record<string, unknown>> | undefined)?.[member] === true,
  );
