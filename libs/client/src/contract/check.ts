import { isObject } from '../http/bounded.ts';
import type { ConsumerContract, Use } from './consumer-contract.ts';
import { broken, type Broken } from './hold.ts';
import type { Schema } from './schema-at.ts';

/** The descriptions that a system serves. */
export interface Served {
  readonly openApi: Schema;
  readonly asyncApi: Schema;
}

const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((node, name) => (isObject(node) ? node[name] : undefined), value);

/** The schema of what a use speaks of, with the document of its references; undefined where it is not served. */
export function schemaOf({ message, call }: Use, { openApi, asyncApi }: Served) {
  if (call !== undefined) {
    const [method = '', path = ''] = call.split(' ');
    const schema = at(
      openApi,
      'paths',
      path,
      method.toLowerCase(),
      'responses',
      '200',
      'content',
      'application/json',
      'schema',
    );
    return schema === undefined ? undefined : { schema, document: openApi };
  }
  const messages = at(asyncApi, 'components', 'messages');
  const found = isObject(messages)
    ? Object.values(messages).find((one) => at(one, 'name') === message)
    : undefined;
  const schema = at(found, 'payload');
  return schema === undefined ? undefined : { schema, document: asyncApi };
}

/** All that a consumer relies on and that the served descriptions do not promise. */
export const heldAgainst = ({ uses }: ConsumerContract, served: Served): readonly Broken[] =>
  uses.flatMap((use) => {
    const found = schemaOf(use, served);
    return found
      ? broken(use, found.schema, found.document)
      : [{ use, before: 'served', after: 'not served', fix: 'keep it, add the new one beside it' }];
  });

/** The words for what is broken: consumer, contact, place, before, after and fix. Empty where all holds. */
export const words = ({ consumer, contact }: ConsumerContract, found: readonly Broken[]): string =>
  found
    .map(({ use, before, after, fix }) =>
      [
        `${consumer} (${contact}) relies on ${use.message ?? use.call ?? ''} ${use.pointer}`,
        `  before: ${before}`,
        `  after:  ${after}`,
        `  fix:    ${fix}`,
      ].join('\n'),
    )
    .join('\n');
