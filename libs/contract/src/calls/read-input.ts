import type { QueryFault } from '../query-fault.ts';
import { printable } from '../query-fault.ts';
import { REST, type AnyCall, type Call, type Input, type Segments } from './call.ts';
import { readParameters, type Raw } from './read-parameters.ts';

/** The input of a call, all faults of a request, or why there is nothing of that name. */
export type InputReading<Value> =
  { readonly value: Value } | { readonly faults: readonly QueryFault[] } | { readonly unknown: string };

/** Reads what a call is asked with: the parts of its path, and Fastify's query (a list if a name is repeated). */
export function readInput<Path, Asked>(
  call: Call<Path, Asked>,
  path: Readonly<Record<string, string>>,
  query: Raw,
): InputReading<Input<Path, Asked>> {
  const { said } = call as unknown as AnyCall;
  const segments = readPath(said.inPath ?? {}, path);
  const given = readParameters(query, call.parameters, said.refuses);
  const faults = [...segments.faults, ...given.faults];
  if (faults.length > 0) return { faults };
  if (segments.unknown !== undefined) return { unknown: segments.unknown };
  const members = Object.entries(said.query ?? {}).map(([name, member]): [string, unknown] => [
    name,
    'parameters' in member
      ? member.of(given.values)
      : name in given.values
        ? given.values[name]
        : member.absent,
  ]);
  const input = { ...segments.values, ...Object.fromEntries(members) } as Input<Path, Asked>;
  const broken = (call.said.rules ?? []).flatMap((rule) => rule(input) ?? []);
  return broken.length > 0 ? { faults: broken } : { value: input };
}

function readPath(segmentsOf: Segments, path: Readonly<Record<string, string>>) {
  const faults: QueryFault[] = [];
  const values: Record<string, unknown> = {};
  let unknown: string | undefined;
  for (const [name, segment] of Object.entries(segmentsOf)) {
    const first = path[name] ?? '';
    const rest = segment.isOneOrTwo ? path[REST] : undefined;
    const reading = segment.read(rest === undefined ? first : `${first}/${rest}`);
    if ('refused' in reading)
      faults.push({ parameter: printable(segment.called ?? name), ...reading.refused });
    else if ('unknown' in reading) unknown ??= reading.unknown;
    else values[name] = reading.value;
  }
  return { faults, values, unknown };
}
