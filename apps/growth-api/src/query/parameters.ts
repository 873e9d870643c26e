import {
  printable,
  refuse,
  unknownParameter,
  type ParameterReader,
  type ParameterReading,
  type QueryFault,
} from '@silkgauge/contract';
import { meantElsewhere } from './elsewhere.ts';

type Readers = Readonly<Record<string, ParameterReader<unknown>>>;

/** Parsed values; an absent parameter has no member. */
export type Values<R extends Readers> = {
  readonly [Name in keyof R]?: R[Name] extends ParameterReader<infer T> ? T : never;
};

/** Parsed values of some readers, for what a query is made of. */
export type Given<T> = {
  readonly [Name in keyof T]?: T[Name] extends ParameterReader<infer Value> ? Value : never;
};

export type Parsed<T> = { readonly value: T } | { readonly faults: readonly QueryFault[] };

/**
 * Parses a query and collects all faults: unknown, repeated and refused parameters. `raw` is Fastify's query
 * (a list if a name is repeated); `misplaced` refuses parameters of other calls, which are never suggested.
 */
export function readParameters<R extends Readers>(
  raw: Readonly<Record<string, unknown>>,
  readers: R,
  misplaced: Readonly<Record<string, ParameterReading<never>>> = {},
): Parsed<Values<R>> {
  const faults: QueryFault[] = [];
  const values: Record<string, unknown> = {};
  for (const [parameter, given] of Object.entries(raw)) {
    const misplacedHere = Object.hasOwn(misplaced, parameter) ? misplaced[parameter] : undefined;
    const reading = misplacedHere ?? readOne(readers, parameter, given);
    if ('refused' in reading) faults.push({ parameter: printable(parameter), ...reading.refused });
    else values[parameter] = reading.value;
  }
  return faults.length > 0 ? { faults } : { value: values as Values<R> };
}

function readOne(readers: Readers, parameter: string, given: unknown): ParameterReading<unknown> {
  const reader = Object.hasOwn(readers, parameter) ? readers[parameter] : undefined;
  if (!reader) {
    const known = Object.keys(readers);
    return { refused: unknownParameter(parameter, known, meantElsewhere(parameter, given, known)) };
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
  return reader(given);
}
