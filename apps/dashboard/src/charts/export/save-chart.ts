import type { Table } from '../mark/mark.ts';
import { csvOf } from './csv.ts';
import { pngOf, saveFile } from './save-file.tsx';
import { standaloneSvg, type PictureWords } from './standalone-svg.tsx';

export const KINDS = ['csv', 'svg', 'png'] as const;
export type Kind = (typeof KINDS)[number];

/** What a file of a chart is made of. */
export interface ChartFiles extends PictureWords {
  readonly table: Table;
  /** Without an ending. */
  readonly fileName: string;
}

/**
 * Gives the figures of a chart to the reader as CSV, or the chart within a frame as a picture.
 * @throws where there is no chart in the frame, or the browser makes no picture
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
