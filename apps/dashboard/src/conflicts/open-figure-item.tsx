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
import { otherPrintOf, proofAgainst } from '../figures/other-print.ts';
import { chainText } from '../figures/print-source.ts';
import { Value } from '../figures/sides-view.tsx';
import { shownSide, type LocatedMeasure, type SideGap } from '../figures/sides.ts';
import { useWords } from '../words/language.tsx';
import type { MessageId } from '../words/messages.ts';
import { seriesSource, seriesTitle } from '../words/series-names.ts';
import { periodText } from '../words/period.ts';
import type { Words } from '../words/words-of.ts';
import { type LocatedFigure, type OpenFigure } from './open-figures.ts';
import { settlingText, timesOf } from './settling.ts';

interface OpenFigureItemProps {
  readonly figure: OpenFigure;
  readonly clock: Clock | null;
}

/** A figure with a conflict or an open reading: its numbers, who says them, and what would settle it. */
export function OpenFigureItem({ figure, clock }: OpenFigureItemProps) {
  const words = useWords();
  const { t } = words;
  const { state, kind, sides, rests } = figure;
  const source = sides.reported && chainText(state.series, sides.reported, words);
  return (
    <li data-open={kind} data-state={state.key}>
      <h4>
        <Explains figure={state.key}>{titleText(figure, words)}</Explains>
      </h4>
      <p className="comparison">
        {nameOfFigure(figure, words)} · <b className={kind}>{t(`open.kind.${kind}`)}</b>
      </p>
      <dl>
        <Print figure={figure} />
        <Told name={t('open.who')}>
          {[seriesSource(state.series, words), ...(source ? [source] : [])].join(' · ')}
        </Told>
        <Unmet figure={figure} clock={clock} />
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

/** The print of a figure, else the side that there is. */
function Print({ figure: { sides, measure } }: { readonly figure: LocatedMeasure }) {
  const { t } = useWords();
  const shown = shownSide(sides);
  const side = sides.reported ?? shown?.side;
  if (!side) return null;
  return (
    <Told name={sides.reported ? t('open.printed') : sideText(shown?.name ?? '', t)}>
      <Readings side={side} measure={measure} />
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
function Unmet({ figure, clock }: OpenFigureItemProps) {
  const { t } = useWords();
  const { kind, sides, gaps, state } = figure;
  if (kind === 'readings') return null;
  if (kind === 'prints') return <OtherPrint figure={figure} clock={clock} />;
  if (gaps.length === 0) {
    const cause = conflictCause(state, sides);
    return cause && <Told name={t('open.against')}>{t(`conflict.${cause}` as MessageId)}</Told>;
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

/** The print that says otherwise, who says it, and why it cannot be where its parts exclude it. */
function OtherPrint({ figure: { state, sides, measure }, clock }: OpenFigureItemProps) {
  const words = useWords();
  const { t } = words;
  const other = otherPrintOf(state, sides.reported, words);
  const { data } = useExplanation(other?.isExcluded ? state.key : null, clock);
  if (!other) return null;
  const proof = proofAgainst(other, data?.prints ?? [], words);
  const kind = t(other.isExcluded ? 'open.excluded-print' : 'open.other-print');
  return (
    <>
      <Told name={[t('open.against'), kind].join(t('word.clause'))}>
        <Readings side={other.side} measure={measure} /> {other.by}
      </Told>
      {proof !== null && <Told name={t('open.why-not')}>{proof}</Told>}
    </>
  );
}
