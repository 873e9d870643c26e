import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TYPES } from './changes.ts';

const published = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../contract/published', name), 'utf8')) as {
    readonly components: {
      readonly schemas: Readonly<
        Record<string, { readonly properties?: { readonly kind?: { readonly const?: string } } }>
      >;
    };
    readonly channels?: Readonly<Record<string, { readonly address: string; readonly messages: object }>>;
  };

it('the kinds of the client are those of entries of the log, and their events those of the topics', () => {
  const { schemas } = published('growth-api.openapi.json').components;
  const kinds = Object.entries(schemas).flatMap(([name, { properties }]) =>
    name.startsWith('Logged') ? (properties?.kind?.const ?? []) : [],
  );
  expect(Object.keys(TYPES).sort()).toEqual(kinds.sort());
  const outputs = Object.values(published('topics.asyncapi.json').channels ?? {}).flatMap(({ messages }) =>
    Object.keys(messages).filter((name) => /^[A-Z][a-z]+Updated$/.test(name)),
  );
  const events = [...new Set(outputs)].map((name) => `${name.replace('Updated', '').toLowerCase()}-updated`);
  expect(Object.values(TYPES).sort()).toEqual(events.sort());
});
