import type { ReactNode } from 'react';
import type { Measurement } from '@silkgauge/growth';
import type { Clock } from '../address/address.ts';
import { useExplanation } from '../api/queries.ts';
import { Explains } from '../controls/explains.tsx';
import { conflictCause } from '../figures/conflict.ts';
import {
  gapDigits,
  gapText,
  gapUnit,
  isSigned,
  pointsOf,
  sideText,
  whatText,
} from '../figures/figure-words.ts';
import { figuresInConflict } from '../figures/flagged.ts';
import { chainText } from '../figures/print-source.ts';
import { Value } from '../figures/sides-view.tsx';
import { shownSide, type LocatedMeasure, type SideGap } from '../figures/sides.ts';
import { useWords } from '../words/language.tsx';
import type { MessageId } from '../words/messages.ts';
import { seriesSource, seriesTitle } from '../words/names.ts';
import { periodText } from '../words/period.ts';
import type { Words } from '../words/words-of.ts';
import { amongTold, type LocatedFigure, type OpenFigure } from './open-figures.ts';
import { settlingText, timesOf } from './settling.ts';

interface OpenFigureItemProps {
  readonly figure: OpenFigure;
  readonly clock: Clock | null;
}

/** A figure with a conflict or an open reading: its numbers, who says them, and what would settle it. */
export function OpenFigureItem({ figure: listed, clock }: OpenFigureItemProps) {
  const words = useWords();
  const { t } = words;
  const isUntold = listed.kind === 'prints' && listed.among.length > 1;
  const { data } = useExplanation(isUntold ? listed.state.key : null, clock);
  const figure = isUntold && data ? amongTold(listed, figuresInConflict(data)) : listed;
  const { state, kind, among, rests } = figure;
  const sources = among.flatMap(({ sides: { reported } }) =>
    reported ? (chainText(state.series, reported, words) ?? []) : [],
  );
  return (
    <li data-open={kind} data-state={state.key}>
      <h4>
        <Explains figure={state.key}>{titleText(figure, words)}</Explains>
      </h4>
      <p className="comparison">
        {among.map((one) => nameOfFigure(one, words)).join(` ${t('word.or')} `)} ·{' '}
        <b className={kind}>{t(`open.kind.${kind}`)}</b>
      </p>
      <dl>
        {among.map((one) => (
          <Print key={nameOfFigure(one, words)} figure={one} isOneOf={among.length > 1} />
        ))}
        <Unmet figure={figure} />
        <Told name={t('open.who')}>
          {[seriesSource(state.series, words), ...new Set(sources)].join(' · ')}
        </Told>
        {isSettled(figure) && <Told name={t('open.settles')}>{settlingText(figure, words)}</Told>}
      </dl>
      {rests.length > 0 && (
        <details>
          <summary>{t('open.rests', { count: rests.length })}</summary>
          <ul>
            {rests.map((one) => (
              <li key={one.id}>
                <Explains figure={one.state.key}>{titleText(one, words)}</Explains> {nameOfFigure(one, words)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

const titleText = ({ state }: Pick<LocatedFigure, 'state'>, words: Words): string =>
  `${seriesTitle(state.series, words)}${words.t('word.clause')}${periodText(state.period, words.language)}`;

const nameOfFigure = ({ measure, comparison }: LocatedMeasure, words: Words): string =>
  whatText(measure, comparison, null, words);

interface PrintProps {
  readonly figure: LocatedMeasure;
  /** Whether the item has other figures, so that the print needs the name of its figure. */
  readonly isOneOf: boolean;
}

/** The print of a figure, else the side that there is. */
function Print({ figure, isOneOf }: PrintProps) {
  const words = useWords();
  const { t } = words;
  const shown = shownSide(figure.sides);
  const side = figure.sides.reported ?? shown?.side;
  if (!side) return null;
  const name = figure.sides.reported ? t('open.printed') : sideText(shown?.name ?? '', t);
  return (
    <Told name={isOneOf ? [name, nameOfFigure(figure, words)].join(t('word.clause')) : name}>
      <Readings side={side} measure={figure.measure} />
    </Told>
  );
}

/** A figure that rests on a conflict elsewhere is settled there. */
const isSettled = ({ kind, gaps, sides, state }: OpenFigure): boolean =>
  kind !== 'gap' ||
  gaps.length > 0 ||
  ['infeasible', 'above-whole'].includes(conflictCause(state, sides) ?? '');

function Told({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Readings({ side, measure }: { readonly side: Measurement; readonly measure: string }) {
  const words = useWords();
  const { t } = words;
  return (
    <>
      {pointsOf(side, isSigned(measure), words, 'shown').map((point, at) => (
        <span key={point.reading ?? ''}>
          {at > 0 && ` ${t('word.or')} `}
          <Value point={point} coloured={isSigned(measure)} />
        </span>
      ))}
      {side.more !== undefined && ` ${t('word.others', { count: side.more })}`}
    </>
  );
}

/** The numbers that a print does not meet, with the gap to each. */
function Unmet({ figure }: { readonly figure: OpenFigure }) {
  const words = useWords();
  const { t } = words;
  const { kind, sides, gaps } = figure;
  if (kind === 'readings') return null;
  if (kind === 'prints') {
    const id = figure.among.length > 1 ? 'open.prints-of-one' : 'open.other-prints';
    return <Told name={t('open.against')}>{t(id)}</Told>;
  }
  if (gaps.length === 0) {
    const cause = conflictCause(figure.state, sides);
    return (
      <Told name={t('open.against')}>
        {cause === null ? t('open.other-prints') : t(`conflict.${cause}` as MessageId)}
      </Told>
    );
  }
  const times = timesOf(figure);
  return gaps.map((gap) => (
    <UnmetSide key={gap.name} {...{ figure, gap }} times={gap.name === 'computed' ? times : null} />
  ));
}

interface UnmetSideProps {
  readonly figure: OpenFigure;
  readonly gap: SideGap;
  readonly times: number | null;
}

function UnmetSide({ figure: { sides, measure }, gap: { name, gap }, times }: UnmetSideProps) {
  const words = useWords();
  const { t } = words;
  const side = sides[name];
  return (
    <>
      <Told name={`${t('open.against')}${t('word.clause')}${sideText(name, t)}`}>
        {side && <Readings side={side} measure={measure} />}{' '}
        {side && <small>{t(`formula.${side.formula}` as MessageId)}</small>}
      </Told>
      {gap !== null && (
        <Told name={t('open.gap')}>
          {gapText(gapDigits(gap, 'shown'), gapUnit(measure, sides), name, words, 'shown')}
          {times !== null && t('word.clause') + t('open.times', { times })}
        </Told>
      )}
    </>
  );
}
