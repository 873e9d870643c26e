import { CONTRADICTED } from '@silkgauge/codelists';
import type { ServedState } from '@silkgauge/contract';
import { figureVerdict, type PrintSource } from '@silkgauge/growth';
import { authorOf, chainOf } from '@silkgauge/words';
import { HOME, writeAddress, type Clock } from '../address/address.ts';
import { isSigned, pointsOf, pointText, readingsText, whatText } from '../figures/figure-words.ts';
import { originOf } from '../figures/print-source.ts';
import { measuresOf, shownSide } from '../figures/sides.ts';
import { nameOf, seriesTitle } from '../words/series-names.ts';
import { periodText } from '../words/period.ts';
import type { Words } from '../words/words-of.ts';

/** How a figure is cited. */
export interface Citation {
  readonly text: string;
  /** An entry of BibTeX. */
  readonly bibtex: string;
  /** Address of the page with the figure as it stands now, whatever comes later. */
  readonly link: string;
}

/** Cites a state as of the version shown. `site` is the origin of the page. */
export function citationOf(state: ServedState, site: string, words: Words): Citation {
  const { t } = words;
  const link = `${site}${writeAddress({ ...HOME, why: state.key, clock: pinOf(state), language: words.language })}`;
  const title = [seriesTitle(state.series, words), periodText(state.period, words.language)].join(
    t('word.clause'),
  );
  const figures = figuresText(state, words);
  const source = sourceOf(state);
  const origin = source && originOf(state.series, source, words);
  const author = origin ? authorOf(origin, words.language) : nameOf('reporter', state.series.reporter, words);
  const printed = origin ? `${chainOf(origin)[words.language]}${t('word.colon')}${origin.document}` : '';
  const conflict = isInConflict(state) ? t('cite.conflict') : '';
  const place = placeText(state, words);
  const note = [printed, conflict].filter(Boolean).join(t('cite.stop'));
  const what = `${title}${figures === '' ? '' : `${t('word.colon')}${figures}`}`;
  const said = origin ? what : `${author}${t('word.colon')}${what}`;
  return {
    text: plain(
      [said, printed, conflict, `Silkgauge${t('word.clause')}${place}`, link]
        .filter(Boolean)
        .join(t('cite.stop')),
    ),
    bibtex: plain(
      entry(keyOf(state), {
        author: `{${escaped(author)}}`,
        title: `{${escaped(what)}}`,
        ...(source && source.publishedAt !== '_U' && { year: source.publishedAt.slice(0, 4) }),
        howpublished: escaped(`Silkgauge${t('word.clause')}${place}`),
        ...(note !== '' && { note: escaped(note) }),
        url: link,
      }),
    ),
    link,
  };
}

/** The moment that a state is as of: the place of its version, or the day that it is told by. */
const pinOf = (state: ServedState): Clock =>
  'publishedBy' in state ? { publishedBy: state.publishedBy.slice(0, 10) } : { asOf: state.sequence };

function placeText(state: ServedState, { t }: Words): string {
  return 'publishedBy' in state
    ? t('cite.published-by', { day: state.publishedBy.slice(0, 10) })
    : t('cite.version', { version: String(state.version), sequence: state.sequence });
}

/** The figures of a state with a number, each by its first side. */
function figuresText(state: ServedState, words: Words): string {
  const { t } = words;
  return measuresOf(state)
    .flatMap(({ measure, comparison, sides }) => {
      const shown = shownSide(sides);
      if (!shown) return [];
      const points = pointsOf(shown.side, isSigned(measure), words, 'shown').map((point) =>
        pointText({ ...point, between: null }, t),
      );
      const name = whatText(measure, comparison, shown.name === 'reported' ? null : shown.name, words);
      return [`${name} ${readingsText(points, shown.side, t)}`];
    })
    .join(t('word.semicolon'));
}

/** Whether another print or what is worked out contradicts a figure of a state. */
const isInConflict = (state: ServedState): boolean =>
  measuresOf(state).some(({ sides }) => CONTRADICTED.has(figureVerdict({ sides, flags: state.flags })));

/** The newest of the prints that a state shows. */
function sourceOf(state: ServedState): PrintSource | null {
  const prints = measuresOf(state).flatMap(({ sides }) => sides.reported?.from ?? []);
  return prints.reduce<PrintSource | null>(
    (newest, print) => (newest && dayOf(newest) >= dayOf(print) ? newest : print),
    null,
  );
}

/** A print of an unknown day is not the newest. */
const dayOf = ({ publishedAt }: PrintSource): string => (publishedAt === '_U' ? '' : publishedAt);

/** `silkgauge-GACC-CN-CBEC-FULL-T-2021-v3`: letters, digits and dashes alone. */
const keyOf = (state: ServedState): string =>
  [
    'silkgauge',
    ...state.key.split(/[^A-Za-z0-9-]+/).filter((part) => !['', 'T', 'Z'].includes(part)),
    'publishedBy' in state ? state.publishedBy.slice(0, 10) : `v${String(state.version)}`,
  ].join('-');

function entry(key: string, fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}}`);
  return `@misc{${key},\n${lines.join(',\n')}\n}`;
}

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** A text within a field of BibTeX. */
const escaped = (text: string): string =>
  text.replace(/[\\{}#$%&_~^]/g, (letter) => SPECIAL[letter] ?? `\\${letter}`);

/** With plain blanks, for other programs. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
