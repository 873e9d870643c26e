import { ClaimData } from '../events/claim.ts';
import { NoticeData } from '../events/notice.ts';
import { StatementData } from '../events/statement.ts';
import { Availability } from '../shapes/availability.ts';
import { Codes } from '../shapes/codes.ts';
import { Explanation } from '../shapes/explanation.ts';
import { PublishedVintage } from '../shapes/published-state.ts';
import { RevisionRecord } from '../shapes/revision-record.ts';
import { GrowthState } from '../shapes/state.ts';
import { Transformation } from '../shapes/transformation.ts';
import { Series } from '../vocabulary.ts';
import { componentParts, published, publishedPart, type Description } from './json-schemas.ts';
import { JUDGEMENT } from './register-answers.ts';
import { TABLE_METADATA } from './table-answers.ts';
import { PROBLEM_SCHEMA, digits, member, members } from './openapi-parts.ts';

/** What is answered, by title; the shapes that these are made of come with them. */
const SHAPES = [
  Availability,
  Codes,
  Explanation,
  GrowthState,
  PublishedVintage,
  RevisionRecord,
  Transformation,
];

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
  for (const shape of SHAPES) publishedPart(shape, parts);
  const listed = {
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
    TableMetadata: TABLE_METADATA,
    Problem: PROBLEM_SCHEMA,
  };
  return { ...parts.named, ...titled(listed) };
}
