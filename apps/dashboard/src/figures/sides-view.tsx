import type { ServedState } from '@silkgauge/contract';
import { figureVerdict, type Sides } from '@silkgauge/growth';
import type { Point } from '../charts/mark/mark.ts';
import { useWords } from '../words/language.tsx';
import {
  absenceText,
  isSigned,
  pointsOf,
  sideText,
  statusWords,
  verdictText,
  type Digits,
} from './figure-words.ts';
import { partialText } from './partial.ts';
import { chainText } from './print-source.ts';
import { sidesOf } from './sides.ts';

interface SidesViewProps {
  readonly state: ServedState;
  /** Of the state. */
  readonly sides: Sides;
  readonly measure: string;
  readonly large?: boolean;
  /** Whether an unstated status, the verdict `unchecked`, and the chain of a print are written too. */
  readonly complete?: boolean;
  readonly digits?: Digits;
}

/** The sides of a figure beside each other, with their verdict. */
export function SidesView(props: SidesViewProps) {
  const { state, sides, measure, large = false, complete = false, digits = 'exact' } = props;
  const words = useWords();
  const { t } = words;
  const partial = partialText(state, words);
  const verdict = figureVerdict({ sides, flags: state.flags });
  return (
    <div className="sides">
      {sidesOf(sides).map(({ name, side }, at) => {
        const points = pointsOf(side, isSigned(measure), words, digits);
        const absence = absenceText(side, t);
        const chain = complete ? chainText(state.series, side, words) : null;
        const status = new Set([
          sideText(name, t),
          ...statusWords(side.status, partial, t, { unstated: complete }),
        ]);
        return (
          <div key={name} className={`side ${name}${large && at === 0 ? ' large' : ''}`}>
            {absence !== null && <p className="value">{absence}</p>}
            {points.map((point, which) => (
              <p key={point.reading ?? ''} className="value">
                {which > 0 && <span className="or">{t('word.or')} </span>}
                <Value point={point} coloured={isSigned(measure)} />
              </p>
            ))}
            {side.more !== undefined && <p className="others">{t('word.others', { count: side.more })}</p>}
            <p className="status">
              {[...status].join(t('word.clause'))}
              {chain !== null && ` · ${chain}`}
            </p>
          </div>
        );
      })}
      {(complete || verdict !== 'unchecked') && (
        <p className={`verdict ${verdict}`}>{verdictText(state, { measure, sides }, words, digits)}</p>
      )}
    </div>
  );
}

/** A value with a sign for its direction, its reading and its interval. */
export function Value({ point, coloured }: { point: Point; coloured: boolean }) {
  const direction = !coloured ? null : directionOf(point);
  return (
    <>
      <b className={direction ?? ''}>
        {direction && <span aria-hidden="true">{direction === 'up' ? '▲' : '▼'} </span>}
        {point.text}
      </b>
      {point.reading !== null && <span className="reading"> {point.reading}</span>}
      {point.between !== null && <span className="interval"> {point.between}</span>}
    </>
  );
}

/** The direction of a point; null if its interval spans zero. */
function directionOf({ at, low, high }: Point): 'up' | 'down' | null {
  if ((at ?? low ?? 0) > 0 && (low ?? at ?? 0) >= 0) return 'up';
  return (at ?? high ?? 0) < 0 && (high ?? at ?? 0) <= 0 ? 'down' : null;
}
