import {
  areKeepable,
  CODE_PATTERN,
  DIMENSIONS,
  EVENT_TYPES,
  matchesText,
  MOST_RIGHTS_BYTES,
  shown,
  type Dimension,
  type SeriesPattern,
  type WriteRights,
} from '@silkgauge/contract';
import { itemsOf, membersOf, reportMissing, type AccessFaults, type AccessRule } from '../check/faults.ts';

/** Patterns of one list. */
const MOST_PATTERNS = 64;
const LONGEST_PATTERN = 400;

const TYPE = /^(?:\*|[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:\.\*)?)$/;
const CODE = new RegExp(`^(?:${CODE_PATTERN}\\*?|\\*)$`);
/** A beginning that ends where a part of a URI does, or the whole after "="; RFC 3986 by letters. */
const SOURCE = /^(?:\*|=[^\s*]+|[^\s*=][^\s*]*[:/]|[:/])$/;
/** Names of notices may have spaces inside. */
const NAME = /^(?:[^\s*](?:[^*\n]*[^\s*])?|[^\s*][^*\n]*\*|\*)$/;

const PATTERNS: Readonly<
  Record<
    'types' | 'sources' | 'names' | 'codes',
    { form: RegExp; rule: AccessRule; must: string; such: string }
  >
> = {
  types: {
    form: TYPE,
    rule: 'type-pattern',
    must: 'a whole event type, or its beginning up to a dot and a final *',
    such: '"silkgauge.figure.*"',
  },
  sources: {
    form: SOURCE,
    rule: 'source-pattern',
    must: 'the beginning of a source up to a "/" or ":", or "=" and a whole source, or * alone',
    such: '"urn:gacc:" or "=/customs/monthly"',
  },
  names: { form: NAME, rule: 'pattern', must: 'a name, or its beginning and a final *', such: '"GACC-*"' },
  codes: { form: CODE, rule: 'pattern', must: 'a code, or its beginning and a final *', such: '"CN-*"' },
};

const patternsOf = (
  value: unknown,
  at: string,
  kind: keyof typeof PATTERNS,
  faults: AccessFaults,
): readonly string[] => {
  const { form, rule, must, such } = PATTERNS[kind];
  return itemsOf(value, at, MOST_PATTERNS, faults).flatMap((item, index) => {
    if (typeof item === 'string' && item.length <= LONGEST_PATTERN && form.test(item)) return [item];
    const fix = `Write ${must}, such as ${such}.`;
    faults.report(`${at}/${String(index)}`, rule, `Must be ${must}, not ${shown(item)}.`, fix);
    return [];
  });
};

/** Types that no event has can never be pushed, so one is a typing error. */
const checkTypes = (types: readonly string[], at: string, faults: AccessFaults): void => {
  for (const [index, type] of types.entries()) {
    if (EVENT_TYPES.some((known) => matchesText(type, known))) continue;
    faults.report(
      `${at}/${String(index)}`,
      'type-pattern',
      `No event type matches ${shown(type)}.`,
      `Known: ${EVENT_TYPES.join(', ')}.`,
    );
  }
};

const seriesOf = (value: unknown, at: string, faults: AccessFaults): readonly SeriesPattern[] =>
  itemsOf(value, at, MOST_PATTERNS, faults).flatMap((item, index) => {
    const pointer = `${at}/${String(index)}`;
    const members = membersOf(item, pointer, DIMENSIONS, faults);
    if (!members) return [];
    const pattern: Partial<Record<Dimension, readonly string[]>> = {};
    for (const dimension of DIMENSIONS) {
      if (!Object.hasOwn(members, dimension)) continue;
      const codes = patternsOf(members[dimension], `${pointer}/${dimension}`, 'codes', faults);
      if (Array.isArray(members[dimension]) && members[dimension].length === 0)
        faults.report(
          `${pointer}/${dimension}`,
          'list',
          `No series has none of the codes of ${dimension}.`,
          `Write a code, such as "CN", or leave ${dimension} out, which lets any through.`,
        );
      pattern[dimension] = codes;
    }
    return [pattern];
  });

const PARTS = ['types', 'sources', 'series', 'names'] as const;

/**
 * The rights that a value says, as they are kept: lists of series and names that are left out are empty, so that
 * nothing is let through that was not written down. Undefined for a value that is no object.
 */
export const writeRightsOf = (value: unknown, at: string, faults: AccessFaults): WriteRights | undefined => {
  const members = membersOf(value, at, PARTS, faults);
  if (!members) return undefined;
  for (const name of ['types', 'sources'] as const) {
    if (members[name] === undefined)
      reportMissing(name, at, `[${PATTERNS[name].such.split(' or ')[0] ?? ''}]`, faults);
    else if (Array.isArray(members[name]) && members[name].length === 0)
      faults.report(
        `${at}/${name}`,
        'list',
        `Without ${name} no event may be pushed.`,
        `Write ${PATTERNS[name].must}.`,
      );
  }
  const types = patternsOf(members['types'] ?? [], `${at}/types`, 'types', faults);
  checkTypes(types, `${at}/types`, faults);
  const rights = {
    types,
    sources: patternsOf(members['sources'] ?? [], `${at}/sources`, 'sources', faults),
    series: seriesOf(members['series'] ?? [], `${at}/series`, faults),
    names: patternsOf(members['names'] ?? [], `${at}/names`, 'names', faults),
  };
  if (!areKeepable(rights)) {
    const most = String(MOST_RIGHTS_BYTES);
    const message = `Its series and names have more than ${most} bytes as JSON, too many for a record to keep.`;
    faults.report(at, 'rights-size', message, 'Write beginnings and a final * in place of many codes.');
  }
  return rights;
};

/** Whether a source is the one after "=", or begins with the pattern. */
export const matchesSource = (pattern: string, source: string): boolean => {
  if (pattern === '*') return true;
  return pattern.startsWith('=') ? source === pattern.slice(1) : source.startsWith(pattern);
};
