import type { EN } from './en.ts';
import type { WordList } from './word-list.ts';

type Table = 'subjects' | 'coverages' | 'heads' | 'world' | 'places';

export type MessageName = Exclude<keyof typeof EN, Table>;

/** A language has the messages of English, each once. */
export type Words = Pick<WordList, Table> & Readonly<Record<MessageName, string>>;
