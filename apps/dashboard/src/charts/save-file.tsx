import type { Picture } from './standalone-svg.tsx';

/** Gives a file to the reader. */
export function saveFile(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the blob by the next task.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 0);
}

/** Twice as fine as the screen's pixels, so that print and slides stay sharp. */
const FINENESS = 2;

/** The picture in pixels, drawn by the browser itself from its SVG. */
export async function pngOf({ source, width, height }: Picture): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([source], { type: 'image/svg+xml' }));
  try {
    const image = new Image(width * FINENESS, height * FINENESS);
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * FINENESS;
    canvas.height = height * FINENESS;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
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
