import type { Description } from './json-schemas.ts';
import { member, members } from './openapi-parts.ts';

const orNull = (schema: Description): Description => ({ anyOf: [schema, { type: 'null' }] });

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
