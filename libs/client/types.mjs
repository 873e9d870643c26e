// Writes src/types.ts, which git does not keep: the types of the contract, made of its published JSON Schemas.
//   node libs/client/types.mjs [--print]
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';
import { format, resolveConfig } from 'prettier';

const read = (name) =>
  JSON.parse(readFileSync(new URL(`../contract/published/${name}.json`, import.meta.url), 'utf8'));
const target = fileURLToPath(new URL('src/types.ts', import.meta.url));

/** A schema that only explains what may be any value: the compiler would make an object of it. */
const openAsUnknown = (_name, value) =>
  typeof value?.description === 'string' &&
  Object.keys(value).every((key) => /^(description|examples)$/.test(key))
    ? { ...value, tsType: 'unknown' }
    : value;

/** All schemas under one list of names, however the document that they come from refers to its own. */
const named = {};
const add = (name, schema) => {
  const { $schema: _dialect, $id: _id, $defs: parts = {}, examples: _examples, ...own } = schema;
  const text = JSON.stringify(own, openAsUnknown).replaceAll('#/components/schemas/', '#/$defs/');
  const one = { ...JSON.parse(text), title: name };
  if (named[name] && !isDeepStrictEqual(named[name], one)) throw new Error(`two schemas are named ${name}`);
  named[name] = one;
  for (const [partName, part] of Object.entries(parts)) add(partName, part);
};

for (const document of ['events', 'states', 'subscriptions'])
  for (const [name, schema] of Object.entries(read(`${document}.schema`).schemas)) add(name, schema);

const fromOpenApi = (document, names) => {
  const { schemas } = read(`${document}.openapi`).components;
  const wanted = [...names];
  for (const name of wanted) {
    add(name, schemas[name]);
    for (const [, part] of JSON.stringify(schemas[name]).matchAll(/"#\/components\/schemas\/(\w+)"/g))
      if (!wanted.includes(part)) wanted.push(part);
  }
};
fromOpenApi('customs-feed', ['Receipts', 'Problem']);
fromOpenApi('access', ['Key', 'WriteRights']);

const ref = (name) => ({ $ref: `#/$defs/${name}` });
const union = (title, description, names) => ({ title, description, anyOf: names.map(ref) });
const { schemas: events } = read('events.schema');
const { schemas: deliveries } = read('subscriptions.schema');

const written = await compile(
  {
    $defs: {
      ...named,
      InputEvent: union('InputEvent', 'An event that a door takes.', Object.keys(events)),
      Delivery: union(
        'Delivery',
        'What a sink is sent.',
        Object.keys(deliveries).filter((name) => name.endsWith('Delivery')),
      ),
    },
    ...union('Message', 'All that goes in or comes out.', [
      'InputEvent',
      'Delivery',
      'Receipts',
      'Problem',
      'Key',
      'Subscription',
      'DeliveryAttempt',
      'AlertState',
      'BulletinState',
      'ReleaseState',
    ]),
  },
  'Message',
  {
    bannerComment: '/* Generated from libs/contract/published by `npm run client-types`; do not edit. */',
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    format: false,
  },
);
const text = await format(written, { ...(await resolveConfig(target)), filepath: target });
if (process.argv.includes('--print')) process.stdout.write(text);
// A file that stays as it is keeps its time, by which compilers tell that nothing has changed.
else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text);
