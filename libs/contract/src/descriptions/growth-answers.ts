import { ClaimData } from '../events/claim.ts';
import { NoticeData } from '../events/notice.ts';
import { StatementData } from '../events/statement.ts';
import { Explanation } from '../shapes/explanation.ts';
import { PublishedVintage } from '../shapes/published-state.ts';
import { GrowthState } from '../shapes/state.ts';
import { Series } from '../vocabulary.ts';
import { componentParts, published, publishedPart, type Description } from './json-schemas.ts';
import { CODES, JUDGEMENT } from './register-answers.ts';
import { AVAILABILITY, TABLE_METADATA } from './table-answers.ts';
import { TRANSFORMATION } from './transformation-answer.ts';
import { REVISION_RECORD } from './published-answers.ts';
import { PROBLEM_SCHEMA, digits, member, members } from './openapi-parts.ts';

/** Generators of code name types by titles. */
const titled = (schemas: Readonly<Record<string, Description>>): Readonly<Record<string, Description>> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, { ...schema, title: name }]));

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
  for (const shape of [GrowthState, PublishedVintage, Explanation]) publishedPart(shape, parts);
  const listed = {
    RevisionRecord: REVISION_RECORD,
    RegisteredSeries: members('A series.', {
      key: member('string', 'The series key.'),
      series: published(Series, parts),
      domain: member('string', 'Where it was first seen.', { enum: ['customs', 'platform'] }),
    }),
    RegisteredNotice: registered(
      'A notice: its newest publication or withdrawal, and what was published.',
      {
        anyOf: [publishedPart(NoticeData, parts), { type: 'null' }],
      },
      { notice: member('string', 'Name of the notice.') },
    ),
    RegisteredClaim: registered('A claim.', publishedPart(ClaimData, parts), JUDGEMENT),
    RegisteredStatement: registered('A statement.', publishedPart(StatementData, parts)),
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
    Availability: AVAILABILITY,
    TableMetadata: TABLE_METADATA,
    Transformation: TRANSFORMATION,
    Problem: PROBLEM_SCHEMA,
  };
  return { ...parts.named, ...titled(listed) };
}
