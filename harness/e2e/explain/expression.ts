import { minus, over, parse, plus, times, whole, type Fraction } from '../../fraction.ts';

/** The exact value of an expression such as `100 * ([level] / [base] - 1)` with named values. */
export function evaluate(expression: string, named: Readonly<Record<string, Fraction>>): Fraction {
  const tokens = expression.match(/\[[^[\]]*\]|\d+(\.\d+)?|[-+*/()]/g) ?? [];
  let at = 0;
  const take = (): string => tokens[at++] ?? '';
  const atom = (): Fraction => {
    const token = take();
    if (token === '(') {
      const inner = sum();
      if (take() !== ')') throw new Error(`a bracket is not closed in ${expression}`);
      return inner;
    }
    if (!token.startsWith('[')) return parse(token);
    const known = named[token.slice(1, -1)];
    if (!known) throw new Error(`${expression} names ${token}, which is not given`);
    return known;
  };
  const product = (): Fraction => {
    let value = atom();
    while (tokens[at] === '*' || tokens[at] === '/')
      value = take() === '*' ? times(value, atom()) : over(value, atom());
    return value;
  };
  const sum = (): Fraction => {
    let value = plus(product(), whole(0));
    while (tokens[at] === '+' || tokens[at] === '-')
      value = take() === '+' ? plus(value, product()) : minus(value, product());
    return value;
  };
  const value = sum();
  if (at !== tokens.length) throw new Error(`${expression} goes on after its end`);
  return value;
}
