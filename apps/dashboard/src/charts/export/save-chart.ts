import { saveFile } from '../../controls/save-file.ts';
import type { Table } from '../mark/mark.ts';
import { csvOf } from './csv.ts';
import { standaloneSvg, type Picture, type PictureWords } from './standalone-svg.ts';

export const KINDS = ['csv', 'svg', 'png'] as const;
export type Kind = (typeof KINDS)[number];

export interface ChartFiles extends PictureWords {
  readonly table: Table;
  /** Without an extension. */
  readonly fileName: string;
}

/**
 * Downloads the table of a chart as CSV, or the chart within a frame as a picture.
 * @throws Error if the frame has no chart, or the browser makes no picture
 */
export async function saveChart(kind: Kind, frame: Element | null, files: ChartFiles): Promise<void> {
  saveFile(await blobOf(kind, frame, files), `${files.fileName}.${kind}`);
}

async function blobOf(kind: Kind, frame: Element | null, { table, ...words }: ChartFiles): Promise<Blob> {
  if (kind === 'csv') return new Blob([csvOf(table)], { type: 'text/csv;charset=utf-8' });
  const picture = frame && (await standaloneSvg(frame, words));
  if (!picture) throw new Error('There is no chart in the frame');
  return kind === 'svg' ? new Blob([picture.source], { type: 'image/svg+xml' }) : pngOf(picture);
}

/** Pixels of a PNG per CSS pixel, so that print and slides are sharp. */
const FINENESS = 2;

/** The longest side of a canvas that browsers support, in pixels. */
const LONGEST = 16_384;

/** `FINENESS`, or less for a picture with a very long side. */
const finenessOf = ({ width, height }: Picture): number =>
  Math.min(FINENESS, LONGEST / Math.max(width, height));

function canvasOf(width: number, height: number): readonly [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('The browser has no canvas');
  return [canvas, context];
}

/** Pixels of the probe: enough to see texts appear, few enough to compare quickly. */
const PROBE = 1_000_000;

/** A picture that was equal in this many consecutive comparisons is complete. */
const CALM = 2;
const MOST_DRAWINGS = 12;
const PAUSE = 60;

/**
 * Waits until an image shows its fonts. A browser loads the fonts of a picture after the first drawing and
 * sends no event, so the image is drawn until its pixels stay equal.
 */
async function untilWhole(image: HTMLImageElement, { width, height }: Picture): Promise<void> {
  const scale = Math.min(1, Math.sqrt(PROBE / (width * height)));
  const [probe, context] = canvasOf(Math.ceil(width * scale), Math.ceil(height * scale));
  let before = new Uint32Array();
  let calm = 0;
  for (let drawings = 0; drawings < MOST_DRAWINGS && calm < CALM; drawings++) {
    if (drawings > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE));
    context.drawImage(image, 0, 0, probe.width, probe.height);
    const now = new Uint32Array(context.getImageData(0, 0, probe.width, probe.height).data.buffer);
    calm = now.every((pixel, at) => pixel === before[at]) ? calm + 1 : 0;
    before = now;
  }
}

async function pngOf(picture: Picture): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([picture.source], { type: 'image/svg+xml' }));
  try {
    const fineness = finenessOf(picture);
    const [width, height] = [Math.floor(picture.width * fineness), Math.floor(picture.height * fineness)];
    const image = new Image(width, height);
    image.src = address;
    await image.decode();
    await untilWhole(image, picture);
    const [canvas, context] = canvasOf(width, height);
    context.drawImage(image, 0, 0, width, height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob) resolve(blob);
        else reject(new Error('The browser made no picture'));
      }, 'image/png');
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
