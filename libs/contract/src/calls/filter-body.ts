import { printable, type QueryFault } from '../query-fault.ts';
import { readParameters, type Parameters, type Raw, type Refused } from './read-parameters.ts';

/**
 * Reads filters of a JSON body as those of a query: their values are texts or lists of texts. `place` is the pointer
 * to the object that has them, and begins the places of its faults.
 */
export function readFilterBody(
  found: Readonly<Record<string, unknown>>,
  place: string,
  parameters: Parameters,
  refuses?: Refused,
): { readonly values: Raw; readonly faults: readonly QueryFault[] } {
  // Without a prototype, so that `__proto__` is a name as any other and is refused.
  const texts = Object.create(null) as Record<string, string>;
  const faults: QueryFault[] = [];
  for (const [name, value] of Object.entries(found)) {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (list.every((one) => typeof one === 'string')) texts[name] = list.join(',');
    else
      faults.push({
        parameter: `${place}/${printable(name)}`,
        rule: 'text',
        message: `${printable(name)} is neither a text nor a list of texts`,
        fix: 'write its values as in a query, such as "CN-*" or ["CN-*", "GB"]',
      });
  }
  const read = readParameters(texts, parameters, refuses);
  const placed = read.faults.map((one) => ({ ...one, parameter: `${place}/${one.parameter}` }));
  return { values: read.values, faults: [...faults, ...placed] };
}
