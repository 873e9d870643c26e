/** What stands around the sentences of a bulletin. */
type Head = 'corrections' | 'withdrawn' | 'said' | 'says' | 'gone' | 'refused' | 'worked' | 'explain';

/** The words of a language; `subjects` are the indicator by flow: total, exports, imports; `GOODS of` with a product. */
export interface WordList {
  readonly subjects: Readonly<Record<string, readonly [total: string, exports: string, imports: string]>>;
  /** Names of coverages within a sentence, where those of the register are not for one. */
  readonly coverages: Readonly<Record<string, string>>;
  readonly heads: Readonly<Record<Head, string>>;
  readonly world: string;
  /** Names of places within a sentence, where those of the register are not for one. */
  readonly places: Readonly<Record<string, string>>;
  readonly [message: string]: unknown;
}
