import { facesOf, type FontFace, type FontText } from './font-faces.ts';

interface PageFace extends FontFace {
  readonly address: URL;
}

/** The `@font-face` rules of the page's style sheets, which are all of the page's own origin. */
function pageFaces(): readonly PageFace[] {
  return [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule): PageFace[] => {
      if (!(rule instanceof CSSFontFaceRule)) return [];
      const told = (property: string) => rule.style.getPropertyValue(property);
      const [, source] = /url\(["']?(.*?)["']?\)/.exec(told('src')) ?? [];
      if (source === undefined) return [];
      return [
        {
          family: told('font-family'),
          weight: told('font-weight') || '400',
          style: told('font-style') || 'normal',
          range: told('unicode-range'),
          address: new URL(source, sheet.href ?? document.baseURI),
        },
      ];
    }),
  );
}

/** A font as a `data:` URL; null if the request fails. */
async function embedded(address: URL): Promise<string | null> {
  try {
    const answer = await fetch(address);
    if (!answer.ok) return null;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return `data:font/woff2;base64,${base64(bytes)}`;
  } catch {
    return null;
  }
}

/** Engines limit the number of arguments of a call. */
const CHUNK = 8192;

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}

/**
 * `@font-face` rules with embedded fonts for texts that leave the page. A font that cannot be fetched is left
 * out, so that another one stands in.
 */
export async function embeddedFonts(texts: readonly FontText[]): Promise<string> {
  const rules = await Promise.all(
    facesOf(pageFaces(), texts).map(async ({ family, weight, style, range, address }) => {
      const source = await embedded(address);
      if (source === null) return '';
      const only = range === '' ? '' : `unicode-range:${range};`;
      return `@font-face{font-family:${family};font-weight:${weight};font-style:${style};${only}src:url(${source}) format("woff2")}`;
    }),
  );
  return rules.join('');
}
