import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { formatDecimal, type Decimal } from '../number/decimal.ts';
import * as interval from '../number/interval.ts';
import * as prints from '../observation/print.ts';
import { showRational, type Rational } from '../number/rational.ts';
import { ambiguous, figure, growth } from './figures.ts';
import { print } from './quantities.ts';
import * as rules from './rules.ts';

/** What an example may call: the rules, and prints of specs. */
const SCOPE = { ...rules, ...interval, ...prints, print, figure, growth, ambiguous };

const DOCUMENTED = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export function (\w+)/g;

interface Example {
  readonly rule: string;
  readonly code: string;
  readonly answer: string;
}

/** The examples in the docstrings of a source: code, two slashes, the answer. */
function examplesIn(source: string): Example[] {
  return [...source.matchAll(DOCUMENTED)].flatMap(([, comment = '', rule = '']) =>
    comment
      .replaceAll(/^ *\* ?/gm, '')
      .split('@example')
      .slice(1)
      .map((example) => {
        const at = example.lastIndexOf('// ');
        return { rule, code: example.slice(0, at).trim(), answer: example.slice(at + 3).trim() };
      }),
  );
}

/** A quantity with the decimals of the written answer, rounded half away from zero. */
function written(result: unknown, answer: string): string {
  const scale = /\.(\d+)/.exec(answer)?.[1]?.length ?? 0;
  const number = (n: Rational | Decimal | null): string =>
    n === null ? 'none' : 'd' in n ? showRational(n, scale, 'half-away') : formatDecimal(n);
  const text = (item: unknown): string => {
    if (typeof item !== 'object' || item === null) return String(item);
    if ('d' in item) return number(item as Rational);
    const { value, low, high } = item as Record<'value' | 'low' | 'high', Rational>;
    return `${number(value)} [${number(low)}, ${number(high)}]`;
  };
  return Array.isArray(result) ? result.map(text).join(' or ') : text(result);
}

const RULES = join(import.meta.dirname, '../rules');
const SOURCES = readdirSync(RULES).concat('../number/interval.ts', '../observation/print.ts');
const EXAMPLES = SOURCES.flatMap((file) => examplesIn(readFileSync(join(RULES, file), 'utf8')));

describe('the example of a rule', () => {
  it.each(EXAMPLES)('$code', ({ code, answer }) => {
    expect(written(runInNewContext(code, SCOPE), answer)).toBe(answer);
  });

  it.each(Object.keys({ ...rules, ...interval, ...prints }))('exists for %s, once', (name) => {
    expect(EXAMPLES.filter(({ rule }) => rule === name)).toHaveLength(1);
  });

  it('fails where the answer is another', () => {
    expect(written(rules.impliedBase(print('4.72'), print('119.43')), '2.15')).not.toBe('2.16 [2.15, 2.15]');
    expect(examplesIn('/**\n * @example\n * f(1) // 2\n */\nexport function f() {}')).toEqual([
      { rule: 'f', code: 'f(1)', answer: '2' },
    ]);
  });
});
