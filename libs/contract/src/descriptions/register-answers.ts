import type { Description } from './json-schemas.ts';
import { member, members } from './openapi-parts.ts';

const codes = (description: string): Description => ({
  type: 'array',
  description,
  items: { type: 'string' },
});

const orNull = (schema: Description): Description => ({ anyOf: [schema, { type: 'null' }] });

const listedCode = members('A code.', {
  code: member('string', 'The code; of periods the form of codes.'),
  kind: member('string', 'What kind of code it is; "unregistered" where no register knows it.'),
  names: orNull(
    members('Its names; null where no register knows it.', {
      en: member('string', 'In English.'),
      zh: member('string', 'In Chinese.'),
    }),
  ),
  also: codes('Other names by which sources call it.'),
  registered: member(
    'boolean',
    'Whether a register knows it: lists are open, codes are registered on first use.',
  ),
  used: member('boolean', 'Whether a series has it.'),
  'within?': codes('Areas and modes: the codes that all of it lies in, by one step.'),
  'contains?': codes('Areas and modes: the registered codes that lie in it, by one step.'),
  'overlaps?': codes('Areas and modes: the codes that it overlaps, neither holding the other.'),
});

/** A page of codes with the partitions of their dimension. */
export const CODES: Description = members('A page of codes, and which of them sum to which.', {
  items: { type: 'array', items: listedCode },
  next: { type: ['string', 'null'], description: 'The cursor of the next page; null on the last.' },
  partitions: {
    type: 'array',
    description: 'The sums there are: no other codes of the dimension are ever summed.',
    items: members('A sum.', {
      whole: member('string', 'The sum.'),
      parts: codes('What it is the sum of.'),
    }),
  },
});

const judgedBy = (whose: string): Description =>
  orNull(
    members(`Growth over the year before ${whose}; null where none is known, or more than one reading.`, {
      key: member('string', 'The series key.'),
      period: member('string', 'The period.'),
      side: member('string', 'Which side of its state.', { enum: ['reported', 'computed', 'implied'] }),
      value: orNull(member('string', 'Percent; null where only the ends are known.')),
      low: member('string', 'Lower end, inclusive.'),
      high: member('string', 'Upper end, exclusive; equal to the lower end where it is exact.'),
    }),
  );

/** What a claim is worth by the growth that is known. */
export const JUDGEMENT: Readonly<Record<string, Description>> = {
  key: member('string', 'The series it speaks of, by key.'),
  period: member('string', 'The period it speaks of.'),
  comparedTo: orNull(member('string', 'The series it compares with, by key; null where it names none.')),
  standing: member('string', 'What the growth that is known says of it; open: nothing, it stays a claim.', {
    enum: ['supported', 'contradicted', 'open'],
  }),
  growth: judgedBy('of the series'),
  comparison: judgedBy('of the series that it compares with'),
};
