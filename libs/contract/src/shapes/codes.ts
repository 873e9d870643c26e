import { Type } from 'typebox';
import { next } from './page.ts';
import { count, listOf, object, orNull, part, text, texts, truth, word, type Shape } from './shape.ts';

const inBoth = { en: text('In English.'), zh: text('In Chinese.') };

export const names = orNull(
  part('CodeNames', 'Its names; null where no register knows it.', {
    ...inBoth,
    short: Type.Optional(object('For narrow places, where the names are whole sentences.', inBoth)),
  }),
);

const ListedCode = part('ListedCode', 'A code.', {
  code: text('The code; of periods the form of codes.'),
  kind: text('What kind of code it is; "unregistered" where no register knows it.'),
  names,
  also: texts('Other names by which sources call it.'),
  registered: truth('Whether a register knows it: lists are open, codes are registered on first use.'),
  used: truth('Whether a series has it; false of words, which stand in states and events.'),
  aliasOf: Type.Optional(text('Areas: the code of the same place that is kept in its place.')),
  aliases: Type.Optional(texts('Areas: codes of the same place that are taken as this one.')),
  within: Type.Optional(texts('Areas and modes: the codes that all of it lies in, by one step.')),
  contains: Type.Optional(texts('Areas and modes: the registered codes that lie in it, by one step.')),
  overlaps: Type.Optional(texts('Areas and modes: the codes that it overlaps, neither holding the other.')),
});

const Partition = part('Partition', 'A sum.', {
  whole: text('The sum.'),
  parts: texts('What it is the sum of.'),
  reporter: Type.Optional(text('The one reporter of whose series this holds; absent: of all.')),
  indicator: Type.Optional(text('The one indicator for which it holds; absent: for all.')),
});

export const Codes = part('Codes', 'A page of codes, and which of them sum to which.', {
  items: Type.Array(ListedCode),
  next,
  partitions: listOf(Partition, 'The sums there are: no other codes of the dimension are ever summed.'),
});

/** The registers that there are. */
export const CodeRegisterList = part('CodeRegisterList', 'The registers of codes.', {
  items: listOf(
    object('A register.', {
      register: text('Its name, as in /v1/codes/{name}.'),
      of: word(
        ['dimension', 'word'],
        'dimension: an open or closed list of codes of series, and period; word: a closed list of words in states, events and refusals.',
      ),
      names: object('Its names.', inBoth),
      codes: count('How many codes it registers.'),
      kinds: texts('Kinds of its codes, as kind= takes them.'),
    }),
    'All of them.',
  ),
  next,
});

export type CodeRegisterList = Shape<typeof CodeRegisterList>;
export type ListedCode = Shape<typeof ListedCode>;
export type Partition = Shape<typeof Partition>;
