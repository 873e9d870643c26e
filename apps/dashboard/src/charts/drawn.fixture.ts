import type { ReactNode } from 'react';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Language } from '../words/languages.ts';
import { Speaking } from '../words/language.tsx';
import { AssumedWidth } from './frame/use-width.tsx';

/** A drawn element with its place in the picture, in pixels. */
export interface Drawn {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly box: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  /** Its corners, and the ends of its pieces. */
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Elements around it, the nearest first. */
  readonly within: readonly Drawn[];
}

/** A chart as a browser gets it, in a language and at a width. */
export const drawnAt = (chart: ReactNode, language: Language, width: number): readonly Drawn[] =>
  elementsOf(
    renderToStaticMarkup(
      createElement(
        AssumedWidth,
        { value: width },
        createElement(Speaking, { language, names: {}, children: chart }),
      ),
    ),
  );

export const middle = ({ box: { left, right } }: Drawn): number => (left + right) / 2;

/** Reads the markup that React writes, where each attribute has quotes. */
function elementsOf(markup: string): readonly Drawn[] {
  const found: Drawn[] = [];
  const open: { element: Drawn & { text: string }; shift: readonly [number, number] }[] = [];
  for (const [, end, name = '', given = '', closed, text = ''] of markup.matchAll(
    /<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>([^<]*)/g,
  )) {
    if (end) open.pop();
    else {
      const attributes = Object.fromEntries(
        [...given.matchAll(/\s([\w:-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
      );
      const [x, y] = open.at(-1)?.shift ?? [0, 0];
      const [dx = 0, dy = 0] = numbersIn(
        /translate\(([^)]*)\)/.exec(attributes['transform'] ?? '')?.[1] ?? '',
      );
      const shift = [x + dx, y + dy] as const;
      const within = open.map(({ element }) => element).reverse();
      const points = pointsOf(name, attributes).map(([px, py]) => [px + shift[0], py + shift[1]] as const);
      const element = { name, attributes, text: '', box: boxOf(points), points, within };
      found.push(element);
      if (!closed) open.push({ element, shift });
    }
    const around = open.at(-1)?.element;
    if (around) around.text += text;
  }
  return found;
}

const numbersIn = (text: string): number[] => (text.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);

function boxOf(points: Drawn['points']): Drawn['box'] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

function pointsOf(name: string, attributes: Drawn['attributes']): Drawn['points'] {
  const at = (key: string) => Number(attributes[key] ?? 0);
  if (name === 'path') return pathPoints(attributes['d'] ?? '');
  if (name === 'text') return [[at('x'), at('y')]];
  const pairs: Readonly<Record<string, Drawn['points']>> = {
    rect: [
      [at('x'), at('y')],
      [at('x') + at('width'), at('y') + at('height')],
    ],
    circle: [
      [at('cx') - at('r'), at('cy') - at('r')],
      [at('cx') + at('r'), at('cy') + at('r')],
    ],
    line: [
      [at('x1'), at('y1')],
      [at('x2'), at('y2')],
    ],
  };
  return pairs[name] ?? [];
}

/** The ends of the pieces of a path. */
function pathPoints(d: string): Drawn['points'] {
  let [x, y] = [0, 0];
  return [...d.matchAll(/([MLHVAZmlhvaz])([^MLHVAZmlhvaz]*)/g)].flatMap(([, command = '', given = '']) => {
    const values = numbersIn(given);
    const kind = command.toUpperCase();
    const [fromX, fromY] = command === kind ? [0, 0] : [x, y];
    const size = { M: 2, L: 2, H: 1, V: 1, A: 7, Z: 0 }[kind] ?? 0;
    const points: (readonly [x: number, y: number])[] = [];
    for (let first = 0; size > 0 && first < values.length; first += size) {
      const piece = values.slice(first, first + size);
      const [last = 0] = piece.slice(-1);
      const [before = 0] = piece.slice(-2);
      if (kind === 'H') x = fromX + last;
      else if (kind === 'V') y = fromY + last;
      else [x, y] = [fromX + before, fromY + last];
      points.push([x, y]);
    }
    return points;
  });
}
