import { Settings } from 'typebox/system';
import type { Validator } from 'typebox/compile';
import { MOST_FAULTS, pointerStep, shown, type FaultList } from './fault.ts';
import { misspeltMember } from './nearest-name.ts';
import type { Terms } from './vocabulary.ts';

// The default of the library is eight errors.
Settings.Set({ maxErrors: 4 * MOST_FAULTS });

/** The members of a schema node that faults are reported from. */
export interface SchemaNode {
  readonly terms?: Terms;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
}

/** Reports all violations of a schema, in the terms of its nodes. */
export function reportSchemaFaults(
  validator: Validator,
  value: unknown,
  root: string,
  list: FaultList,
): void {
  for (const error of validator.Errors(value)) {
    const steps = error.instancePath.split('/').slice(1);
    const names = steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const node = nodeAt(validator.Type() as SchemaNode, names);
    const found = valueAt(value, names);
    const pointer = root + names.map(pointerStep).join('');
    if (error.keyword === 'required') {
      for (const missing of error.params.requiredProperties) {
        reportMissing(missing, node?.properties ?? {}, found, pointer, list);
      }
    } else {
      reportWrong(termsOf(node), found, pointer, list);
    }
  }
}

/** Reports a member that is missing, with the name that was probably meant. */
export function reportMissing(
  missing: string,
  properties: Readonly<Record<string, SchemaNode>>,
  found: unknown,
  pointer: string,
  list: FaultList,
): void {
  const misspelt = misspeltMember(missing, Object(found) as object, (name) =>
    Object.hasOwn(properties, name),
  );
  const terms = properties[missing]?.terms;
  list.report(
    `${pointer}/${missing}`,
    'required',
    misspelt === undefined
      ? `The member ${missing} is missing.`
      : `The member ${missing} is missing; there is ${shown(misspelt)}, which is not known.`,
    misspelt === undefined
      ? `Add "${missing}": ${terms ? `${terms.must}${such(terms)}` : 'its value'}.`
      : `Rename ${shown(misspelt)} to "${missing}".`,
  );
}

/** What a node of a schema says of itself. */
export const termsOf = (node: SchemaNode | undefined): Terms =>
  node?.terms ?? { rule: 'schema', must: 'as the schema says', example: '' };

/** Reports a value that is not what its terms say. */
export function reportWrong(terms: Terms, found: unknown, pointer: string, list: FaultList): void {
  const meant = typeof found === 'string' ? terms.meant?.(found) : undefined;
  list.report(
    pointer,
    terms.rule,
    `Must be ${terms.must}, not ${shownWithKind(found)}.`,
    meant !== undefined ? `Write "${meant}".` : suggestion(found, terms),
  );
}

function suggestion(found: unknown, terms: Terms): string {
  if (found === null)
    return `Leave the member out where it may be absent, or write ${terms.must}${such(terms)}.`;
  if (terms.rule === 'decimal' && typeof found === 'number' && Number.isFinite(found)) {
    return 'Write the digits in a string, as printed: decimals never travel as JSON numbers.';
  }
  return `Write ${terms.must}${such(terms)}.`;
}

const such = (terms: Terms): string =>
  terms.example === '' || terms.example === '{}' || terms.example === '[]'
    ? ''
    : `, such as "${terms.example}"`;

function shownWithKind(value: unknown): string {
  if (typeof value === 'number' && Number.isFinite(value)) return `the number ${shown(value)}`;
  if (value === '') return 'an empty text';
  if (typeof value === 'string' && value.length > 200)
    return `${shown(value)} (${String(value.length)} characters)`;
  return shown(value);
}

function nodeAt(root: SchemaNode, names: readonly string[]): SchemaNode | undefined {
  let node: SchemaNode | undefined = root;
  for (const name of names) {
    const properties: Readonly<Record<string, SchemaNode>> | undefined = node?.properties;
    node = properties && Object.hasOwn(properties, name) ? properties[name] : node?.items;
  }
  return node;
}

function valueAt(root: unknown, names: readonly string[]): unknown {
  let value = root;
  for (const name of names) {
    value =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  }
  return value;
}
