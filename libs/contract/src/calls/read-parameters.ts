import { refuse, type ParameterReading } from '../filter/value-readers.ts';
import { printable, unknownParameter, type QueryFault } from '../query-fault.ts';
import { meantElsewhere } from './elsewhere.ts';
import type { Parameter } from './parameter.ts';

export type Raw = Readonly<Record<string, unknown>>;

export type Parameters = Readonly<Record<string, Pick<Parameter<unknown>, 'read' | 'needed'>>>;

/** Parameters of other calls, each with the reason why it is refused. */
export type Refused = Readonly<Record<string, ParameterReading<never>>>;

/** A value, or all faults. */
export type Parsed<T> = { readonly value: T } | { readonly faults: readonly QueryFault[] };

/**
 * Reads a query and collects all faults: unknown, repeated, refused and missing parameters. `refuses` has parameters of
 * other calls with a reason, which are never suggested.
 */
export function readParameters(
  raw: Raw,
  parameters: Parameters,
  refuses: Refused = {},
): { readonly values: Raw; readonly faults: readonly QueryFault[] } {
  const faults: QueryFault[] = [];
  const values: Record<string, unknown> = {};
  for (const [parameter, given] of Object.entries(raw)) {
    const refused = Object.hasOwn(refuses, parameter) ? refuses[parameter] : undefined;
    const reading = refused ?? readOne(parameters, parameter, given);
    if ('refused' in reading) faults.push({ parameter: printable(parameter), ...reading.refused });
    else values[parameter] = reading.value;
  }
  for (const [parameter, { needed }] of Object.entries(parameters))
    if (needed !== undefined && !Object.hasOwn(raw, parameter)) faults.push(missing(parameter, needed));
  return { values, faults };
}

function readOne(parameters: Parameters, parameter: string, given: unknown): ParameterReading<unknown> {
  const known = Object.hasOwn(parameters, parameter) ? parameters[parameter] : undefined;
  if (!known) {
    const names = Object.keys(parameters);
    return { refused: unknownParameter(parameter, names, meantElsewhere(parameter, given, names)) };
  }
  if (typeof given !== 'string') {
    return refuse(
      'repeated',
      `${parameter} is given more than once`,
      'give it once; several values are joined by commas where a list is taken',
    );
  }
  if (given === '') return refuse('empty', `${parameter} has no value`, 'leave it out, or give it a value');
  if (given.includes('\0')) return refuse('text', `${parameter} holds a NUL character`, 'take it out');
  return known.read(given);
}

/** A parameter that has to be given. */
export const missing = (parameter: string, fix: string): QueryFault => ({
  ...{ parameter, rule: 'missing', message: `${parameter} is missing`, fix },
});

/** Parameters of other calls, each refused with the reason that `why` gives. */
export const refused = (names: readonly string[], why: (name: string) => ParameterReading<never>): Refused =>
  Object.fromEntries(names.map((name) => [name, why(name)]));
