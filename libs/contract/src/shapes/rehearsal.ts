import { ALERT_STATES, VERDICTS } from '@silkgauge/codelists';
import { Type } from 'typebox';
import { alertSaid } from './alert.ts';
import { both, BULLETIN_KINDS } from './bulletin.ts';
import {
  decimal,
  digits,
  identity,
  integer,
  listOf,
  object,
  orNull,
  part,
  text,
  word,
  type Shape,
} from './shape.ts';
import { stateBody } from './state.ts';

const RehearsedState = part('RehearsedState', 'What a state says, without its place in the log.', stateBody);

const key = text('Series key and period, joined by a slash.');
const verdict = orNull(word(VERDICTS.codes, 'null where there is no such figure.'));

/** The answer of `POST /v1/rehearsals`. */
export const Rehearsal = part('Rehearsal', 'What a push would do, if it were the next thing to come.', {
  snapshot: digits('The sequence of the change log that it was worked out from.'),
  outcomes: listOf(
    object('What would become of one event.', {
      index: integer('Its place in the push, from 0.'),
      ...identity,
      outcome: word(['applied', 'superseded', 'duplicate', 'rejected'], 'As /v1/outcomes would tell.'),
      rule: Type.Optional(text('Of a rejection: the rule that it breaks.')),
      reason: Type.Optional(text('Of a rejection: in words.')),
    }),
    'One for each event, in the order of the push.',
  ),
  states: listOf(
    object('A state that would change.', {
      key,
      versions: Type.Integer({ minimum: 1, description: 'How many versions it would get.' }),
      before: orNull(RehearsedState),
      after: RehearsedState,
    }),
    'In the order of their first change.',
  ),
  verdicts: listOf(
    object('A verdict that would change.', {
      key,
      member: text('The figure in the state.', 'level', 'growth.GY'),
      before: verdict,
      after: verdict,
      gap: orNull(decimal('The gap after it.')),
    }),
    'A figure that is new and unchecked has none.',
  ),
  conflicts: listOf(
    object('A conflict that would appear.', {
      key,
      rule: text('The figure whose verdict it is, or the flag.', 'growth.GY', 'conflicting-prints'),
      prints: listOf(
        object('A print that it rests on.', {
          ...identity,
          key: text('The state that it is printed for.'),
          document: text('Address of its document.'),
          value: orNull(decimal('In plain units, of a range the lower end; null where there is no number.')),
          unit: text('percent, points, times, a currency or a count unit.'),
        }),
        'At most 20, those of the state itself first.',
      ),
    }),
    'In the order of the states.',
  ),
  alerts: listOf(
    object('An alert that would get a version.', {
      key: text('Its key: that of its rule, and of what it is about.'),
      rule: text('The rule; _late of every release, _printed of printed sentences.', 'cbec-over-20'),
      before: orNull(word(ALERT_STATES.codes, 'Its state now; null for an alert that is new.')),
      after: word(ALERT_STATES.codes, 'Its state after the push.'),
      said: alertSaid,
    }),
    'Judged event by event; of several versions the last one. In order of key.',
  ),
  bulletins: listOf(
    object('A bulletin that would tell something else.', {
      bulletin: text('Its name.'),
      kind: word(BULLETIN_KINDS, 'What its next version would be.'),
      sentences: listOf(
        object('A sentence that would change; null where it is not told.', {
          id: text('Its id in the plan.'),
          before: orNull(both('What it says now.')),
          after: orNull(both('What it would say.')),
        }),
        'In the order of the plan.',
      ),
      refused: listOf(
        object('A planned sentence that would be refused, and is not now.', {
          id: text('The sentence.'),
          rule: text('Why it is not told.', 'conflict-open'),
          reason: both('In words.'),
        }),
        'In the order of the plan.',
      ),
    }),
    'In order of name.',
  ),
});

export type Rehearsal = Shape<typeof Rehearsal>;
