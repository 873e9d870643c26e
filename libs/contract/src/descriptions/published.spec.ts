import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { EVENT_TYPES } from '../events/families.ts';
import { FEEDS } from '../topics.ts';
import { accessOpenApi } from './access-openapi.ts';
import { asyncApi } from './async-api.ts';
import { BOTH, GIVEN, TAKEN, advice, differences } from './compatibility.fixture.ts';
import { feedOpenApi } from './feed-openapi.ts';
import { growthApiOpenApi } from './growth-openapi.ts';
import { jsonSchemas, schemaName, subscriptionSchemas, type Description } from './json-schemas.ts';
import { notifierOpenApi } from './notifier-openapi.ts';

const update = process.env['UPDATE_PUBLISHED'];

const events = new Set(EVENT_TYPES.map(schemaName));
const schemas = (areEvents: boolean): Description => ({
  schemas: Object.fromEntries(
    Object.entries(jsonSchemas()).filter(([name]) => events.has(name) === areEvents),
  ),
});

it.each<[string, Description, typeof BOTH]>([
  ...FEEDS.map((feed): [string, Description, typeof BOTH] => [`${feed}.openapi`, feedOpenApi(feed), BOTH]),
  ['growth-api.openapi', growthApiOpenApi(), BOTH],
  ['access.openapi', accessOpenApi(), BOTH],
  ['notifier.openapi', notifierOpenApi(), BOTH],
  ['topics.asyncapi', asyncApi(), BOTH],
  ['events.schema', schemas(true), TAKEN],
  ['states.schema', schemas(false), GIVEN],
  ['subscriptions.schema', { schemas: subscriptionSchemas() }, GIVEN],
])('%s equals its copy in libs/contract/published', (name, document, roles) => {
  const file = new URL(`../../published/${name}.json`, import.meta.url);
  const served = JSON.parse(JSON.stringify(document)) as Description;
  // What is described for the first time has no copy, and breaks nothing.
  const copy = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Description) : null;
  const found = copy === null ? [] : differences(copy, served, roles);
  const isAllowed = update === 'breaking' || !found.some(({ isBreaking }) => isBreaking);
  if (update !== undefined && isAllowed) writeFileSync(file, `${JSON.stringify(served, null, 1)}\n`);
  else expect([copy !== null, advice(found, 'npm run published')]).toEqual([true, '']);
});
