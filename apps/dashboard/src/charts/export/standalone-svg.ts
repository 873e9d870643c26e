import type { FontText } from './font-faces.ts';
import { embeddedFonts } from './page-fonts.ts';
import { textWidth, wrapped } from '../label/text-width.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** Properties from style sheets; a picture has no style sheet, so the properties become attributes. */
const LOOKS =
  'fill fill-opacity stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity opacity ' +
  'font-family font-size font-weight font-style letter-spacing paint-order';

const MARGIN = 20;

/** All properties but opacity are inherited, so only differences from the parent are written. */
function inlineLooks(drawn: Element, copy: SVGElement, around: CSSStyleDeclaration | null): void {
  const looks = getComputedStyle(drawn);
  for (const look of LOOKS.split(' ')) {
    const value = looks.getPropertyValue(look);
    const inherited = look === 'opacity' ? '1' : around?.getPropertyValue(look);
    if (value !== inherited) copy.setAttribute(look, value);
    else copy.removeAttribute(look);
  }
  // No attribute exists for tabular figures.
  const figures = looks.fontVariantNumeric;
  if (figures !== (around?.fontVariantNumeric ?? 'normal')) copy.style.fontVariantNumeric = figures;
  copy.removeAttribute('class');
  // A substitute font has to keep to the width of the layout.
  const length = drawn instanceof SVGTextElement ? drawn.getComputedTextLength() : 0;
  if (length > 0) {
    copy.setAttribute('textLength', length.toFixed(1));
    copy.setAttribute('lengthAdjust', 'spacingAndGlyphs');
  }
  for (let at = 0; at < drawn.children.length; at++) {
    const [from, to] = [drawn.children[at], copy.children[at]];
    if (from && to instanceof SVGElement) inlineLooks(from, to, looks);
  }
}

/** A copy with the same look without style sheets, and without the layers marked `data-live`. */
function settled(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  inlineLooks(svg, copy, null);
  for (const live of copy.querySelectorAll('[data-live]')) live.remove();
  copy.setAttribute('overflow', 'visible');
  for (const attribute of ['aria-label', 'aria-describedby', 'role', 'data-chart'])
    copy.removeAttribute(attribute);
  return copy;
}

type Attributes = Readonly<Record<string, string | number>>;

function made(name: string, attributes: Attributes, text?: string): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}

export interface Picture {
  readonly source: string;
  readonly width: number;
  readonly height: number;
}

export interface PictureWords {
  readonly title: string;
  /** Stands over the chart in the place of its title; null for none. */
  readonly headline: string | null;
  /** The question that the chart answers, as one sentence. */
  readonly question: string;
  /** Source, period and as-of. */
  readonly metadata: string;
}

interface TextLook {
  readonly width: number;
  readonly size: number;
  readonly weight: number;
  readonly fill: string;
  readonly family: string;
}

/** Writes lines of text below one another; returns the pixel below the last. */
function writeLines(into: SVGElement, text: string, y: number, look: TextLook): number {
  const { width, size, weight, fill, family } = look;
  let below = y;
  for (const line of wrapped(text, width, size, 6)) {
    below += size * 1.35;
    const font = { 'font-size': `${size}px`, 'font-weight': weight, 'font-family': family };
    into.append(made('text', { x: MARGIN, y: below, fill, ...font }, line));
  }
  return below;
}

/** Writes the legend in as many lines as needed; returns the pixel below the last. */
function writeLegend(into: SVGElement, frame: Element, y: number, width: number): number {
  let x = MARGIN;
  let top = y;
  const items = [...frame.querySelectorAll('[data-legend]')];
  for (const item of items) {
    const swatch = item.querySelector('svg');
    const words = item.querySelector('span');
    if (!swatch || !words) continue;
    const looks = getComputedStyle(words);
    const text = words.textContent;
    const size = 38 + textWidth(text, 12) + 18;
    if (x > MARGIN && x + size - 18 > MARGIN + width) {
      x = MARGIN;
      top += 22;
    }
    const copy = settled(swatch);
    copy.setAttribute('x', String(x));
    copy.setAttribute('y', String(top));
    const font = { 'font-size': '12px', 'font-family': looks.fontFamily };
    into.append(copy, made('text', { x: x + 38, y: top + 12, fill: looks.color, ...font }, text));
    x += size;
  }
  return items.length > 0 ? top + 26 : y;
}

/** The texts of a picture with their fonts, inherited ones too. */
function textsOf(root: Element): readonly FontText[] {
  const set = (element: Element, look: string) => element.closest(`[${look}]`)?.getAttribute(look) ?? null;
  return [...root.querySelectorAll('text, tspan')].map((element) => ({
    text: element.textContent,
    families: set(element, 'font-family') ?? '',
    weight: Number(set(element, 'font-weight') ?? 400),
    style: set(element, 'font-style') ?? 'normal',
  }));
}

/**
 * The chart within a frame as an SVG file: title, question, legend, drawing, metadata, and embedded fonts.
 * Null if the frame has no chart.
 */
export async function standaloneSvg(frame: Element, words: PictureWords): Promise<Picture | null> {
  const chart = frame.querySelector<SVGSVGElement>('svg[data-chart]');
  if (!chart) return null;
  const { question, metadata } = words;
  const title = words.headline ?? words.title;
  const inner = Number(chart.getAttribute('width'));
  const looks = getComputedStyle(frame);
  const family = looks.fontFamily;
  const muted = getComputedStyle(frame.querySelector('.chart-caption') ?? frame).color;

  const width = inner + 2 * MARGIN;
  const root = made('svg', { xmlns: SVG, width, role: 'img' });
  root.append(
    made('title', {}, title),
    made('desc', {}, `${question} ${metadata}`),
    made('metadata', {}, metadata),
  );
  const ground = made('rect', { width: '100%', height: '100%', fill: looks.backgroundColor });
  root.append(ground);
  let y = MARGIN - 6;
  const plain = { width: inner, weight: 400, fill: muted, family };
  y = writeLines(root, title, y, { ...plain, size: 18, weight: 650, fill: looks.color });
  y = writeLines(root, question, y + 2, { ...plain, size: 14 });
  y = writeLegend(root, frame, y + 14, inner);
  const drawing = settled(chart);
  drawing.setAttribute('x', String(MARGIN));
  drawing.setAttribute('y', String(y + 4));
  root.append(drawing);
  y += 4 + Number(chart.getAttribute('height')) + 8;
  y = writeLines(root, metadata, y, { ...plain, size: 12 });
  const height = Math.ceil(y + MARGIN);
  root.setAttribute('height', String(height));
  root.setAttribute('viewBox', `0 0 ${width} ${height}`);
  const fonts = await embeddedFonts(textsOf(root));
  if (fonts !== '') root.prepend(made('style', {}, fonts));
  return { source: new XMLSerializer().serializeToString(root), width, height };
}
