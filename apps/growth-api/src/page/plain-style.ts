/** Address of the style sheet of all plain pages; no bulletin has it, whose names have no dot. */
export const STYLE_PATH = '/bulletins/style.css';

/**
 * Fonts with Chinese glyphs: those of systems before the web font of the live page, which is then not loaded. None
 * comes behind `system-ui`, where Chromium leaves boxes in their place.
 */
const CHINESE = `'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei UI', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Noto Sans SC Variable'`;
/** Before them in English, whose apostrophes are as wide as a character in Chinese fonts. */
const LATIN = `'Segoe UI', 'Helvetica Neue', Roboto, Ubuntu, Cantarell, 'Noto Sans', 'DejaVu Sans', 'Liberation Sans', Arial`;

/** Colours have a contrast of at least 4.5 in both themes. */
export const STYLE = `:root { color-scheme: light dark; font: 400 1.0625rem/1.6 ${LATIN}, ${CHINESE}, system-ui, sans-serif; }
:lang(zh) { font-family: ${CHINESE}, system-ui, sans-serif; }
body { margin: 0 auto; max-width: 44rem; padding: 1rem; background: light-dark(#fbfaf7, #12181b); color: light-dark(#16211f, #e9eeec); overflow-wrap: anywhere; }
nav { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; }
a { color: light-dark(#0b5c6b, #6fd0df); }
nav a, li a { display: inline-block; min-height: 1.5rem; }
a:focus-visible { outline: 3px solid light-dark(#0b5c6b, #ffd38a); outline-offset: 2px; }
h1 { font-size: 1.5rem; line-height: 1.3; }
h2 { font-size: 1.0625rem; margin: 0; }
article a { text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
data { font-variant-numeric: tabular-nums; font-weight: 600; }
.mark { font-style: normal; color: light-dark(#6a4b00, #ffd38a); }
.corrections, .withdrawn { border-inline-start: 4px solid light-dark(#a11a10, #ff9c92); padding-inline-start: 1rem; }
.refused, footer { color: light-dark(#52605d, #a4b2ae); border-block-start: 1px solid light-dark(#7f8a86, #77858a); padding-block-start: 1rem; margin-block-start: 1.5rem; font-size: 0.9375rem; }
`;
