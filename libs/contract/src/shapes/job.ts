import { JOB_STATES } from '../events/job.ts';
import { count, instant, listOf, object, orNull, part, text, word, type Shape } from './shape.ts';

/** States of a job as served: `broken` is worked out when it is asked for. */
export const SERVED_JOB_STATES = [...JOB_STATES, 'broken'] as const;

export const Job = part('Job', 'A push of a file or of a bundled set, by its newest report.', {
  id: text('Its name, the same for the same content from the same source.'),
  source: text('Who pushes.', '/loader'),
  file: text('Name of the file or of the bundled set.', 'events.jsonl'),
  sha256: text('SHA-256 of the content, in hex.'),
  state: word(
    SERVED_JOB_STATES,
    'What it is at; broken: it ran when last heard of, which is long ago. The same push, run again, goes on.',
  ),
  reason: orNull(text('Why it failed.')),
  counts: object('How far it is, in events.', {
    lines: count('Read by now.'),
    taken: count('Taken by a door, in earlier runs too.'),
    repeated: count('Met again by this run and not sent again, as an earlier run had an answer.'),
    refused: count('Refused, in earlier runs too.'),
  }),
  faults: listOf(
    object('A refused line.', { line: count('Its number.'), rule: text('The rule it breaks.') }),
    'The first refused lines.',
  ),
  startedAt: instant('When it first ran, by the clock of who pushes.'),
  updatedAt: instant('When it was last heard of, by the clock of the broker.'),
});

export type Job = Shape<typeof Job>;
