import { ClaimData } from '../events/claim.ts';
import { MEASURES, STATUSES } from '../events/figure.ts';
import { NoticeData } from '../events/notice.ts';
import { StatementData } from '../events/statement.ts';
import { GrowthStateSchema } from '../state-schema.ts';
import { Series } from '../vocabulary.ts';
import { componentParts, published, type Description } from './json-schemas.ts';
import { CODES, JUDGEMENT } from './register-answers.ts';
import { TRANSFORMATION } from './transformation-answer.ts';
import { publishedAnswers } from './published-answers.ts';
import { PROBLEM_SCHEMA, digits, member, members, schemaRef } from './openapi-parts.ts';

/** Schemas of what the growth API answers, by name. */
export function answerSchemas(): Readonly<Record<string, Description>> {
  const registered = (
    description: string,
    data: Description,
    name: Readonly<Record<string, Description>> = {},
  ) =>
    members(description, {
      ...name,
      source: member('string', 'Source of the event.'),
      id: member('string', 'Id of the event.'),
      topic: member('string', 'Topic it stands on.'),
      partition: member('integer', 'Partition.'),
      offset: digits('Offset.'),
      knownAt: member('string', 'Append time at the broker.', { format: 'date-time' }),
      withdrawn: member('boolean', 'Whether it has been withdrawn.'),
      data,
    });
  const place = {
    topic: member('string', 'Topic.'),
    partition: member('integer', 'Partition.'),
  };
  const parts = componentParts();
  const state = published(GrowthStateSchema, parts);
  const listed = {
    GrowthState: state,
    ...publishedAnswers(state),
    RegisteredSeries: members('A series.', {
      key: member('string', 'The series key.'),
      series: published(Series, parts),
      domain: member('string', 'Where it was first seen.', { enum: ['customs', 'platform'] }),
    }),
    RegisteredNotice: registered(
      'A notice: its newest publication or withdrawal, and what was published.',
      { anyOf: [published(NoticeData, parts), { type: 'null' }] },
      { notice: member('string', 'Name of the notice.') },
    ),
    RegisteredClaim: registered('A claim.', published(ClaimData, parts), JUDGEMENT),
    RegisteredStatement: registered('A statement.', published(StatementData, parts)),
    Outcomes: members('Outcomes, in order of arrival.', {
      outcomes: {
        type: 'array',
        items: members('What became of one delivery.', {
          outcome: member('string', 'What became of it.', {
            enum: ['applied', 'superseded', 'duplicate', 'rejected'],
          }),
          'rule?': member('string', 'The rule it broke.'),
          'reason?': member('string', 'Why, in words.'),
          ...place,
          offset: digits('Offset.'),
        }),
      },
    }),
    Positions: members('Positions.', {
      positions: {
        type: 'array',
        items: members('One partition.', {
          ...place,
          next: digits('Every record before it has been dealt with.'),
        }),
      },
    }),
    Codes: CODES,
    Explanation: explanation(place),
    Transformation: TRANSFORMATION,
    Problem: PROBLEM_SCHEMA,
  };
  return { ...parts.named, ...listed };
}

const orNull = (schema: Description): Description => ({ anyOf: [schema, { type: 'null' }] });

function explanation(place: Readonly<Record<string, Description>>): Description {
  return members('A state and what it rests on.', {
    state: schemaRef('GrowthState'),
    formulas: {
      type: 'array',
      items: members('How one side was found.', {
        side: member('string', 'Which side.', { examples: ['growth.GY.computed'] }),
        formula: member('string', 'Name and version of the formula.'),
        meaning: member('string', 'What it does, in words.'),
      }),
    },
    events: { type: 'array', items: explainedEvent(place) },
    'sales?': member('object', 'Sales only: how many, and the offsets that they lie between.'),
  });
}

function explainedEvent(place: Readonly<Record<string, Description>>): Description {
  return members('A print and its part in the state.', {
    role: member('string', 'It speaks of the period, is compared with, or implies a level.', {
      enum: ['print', 'compared-with', 'implies'],
    }),
    source: member('string', 'Source of the event.'),
    id: member('string', 'Id of the event.'),
    ...place,
    offset: digits('Offset.'),
    knownAt: member('string', 'Append time at the broker.', { format: 'date-time' }),
    period: member('string', 'The period it speaks of.'),
    measure: member('string', 'What kind of figure it is.', { enum: MEASURES }),
    comparison: orNull(member('string', 'What it is compared with; null for levels.')),
    printed: schemaRef('Printed'),
    status: member('string', 'Status of the print.', { enum: STATUSES }),
    publishedAt: member('string', 'When it was published, as far as known.'),
    document: orNull(member('string', 'Address of the document.')),
    quote: orNull(member('string', 'The words that were read.')),
    withdrawn: member('boolean', 'Whether it was withdrawn.'),
    chosen: member('boolean', 'Whether its digits stand in the state of its own period.'),
  });
}
