import type { ExplainedGap, Explanation } from '@silkgauge/contract';
import { Explains } from '../controls/explains.tsx';
import { gapText, sideText, whatText } from '../figures/figure-words.ts';
import { useWords, type Words } from '../words/language.tsx';
import type { MessageId } from '../words/messages.ts';
import { seriesOfKey } from '../words/series-names.ts';
import { periodText } from '../words/period.ts';

/** Every number that a print of the state does not meet, and the levels in conflict that the state rests on. */
export function Gaps({ explanation: { gaps, state } }: { explanation: Explanation }) {
  const words = useWords();
  const { t } = words;
  if (gaps.length === 0) return null;
  const own = gaps.filter(({ key }) => key === state.key);
  const behind = gaps.filter(({ key }) => key !== state.key);
  return (
    <section className="gaps">
      <h4>{t('why.gaps')}</h4>
      <GapList gaps={own} of={state.key} />
      {behind.length > 0 && <p>{t('why.gaps-behind')}</p>}
      <GapList gaps={behind} of={state.key} />
    </section>
  );
}

function GapList({ gaps, of }: { gaps: readonly ExplainedGap[]; of: string }) {
  const words = useWords();
  const { t } = words;
  return (
    <ul>
      {gaps.map((gap) => (
        <li key={`${gap.key} ${gap.figure} ${gap.with.key} ${gap.with.side} ${gap.formula}`}>
          {gap.key === of ? (
            figureText(gap, words)
          ) : (
            <Explains
              figure={gap.key}
            >{`${periodText(periodOf(gap.key), words.language)}${t('word.clause')}${figureText(gap, words)}`}</Explains>
          )}
          {t('word.colon')}
          {gapSentence(gap, words)} <small>{t(`formula.${gap.formula}` as MessageId)}</small>
        </li>
      ))}
    </ul>
  );
}

/** `4.885 points lower than computed`, or only what it does not meet. */
function gapSentence({ gap, unit, against }: ExplainedGap, words: Words): string {
  const { t } = words;
  if (gap === null) return t('why.gap-open', { side: sideText(against, t) });
  return gapText(gap, unit, against, words);
}

function figureText({ figure }: ExplainedGap, words: Words): string {
  const [measure = '', ...rest] = figure.split('.');
  const name = rest.join('.');
  return measure === 'other'
    ? whatText(name, null, null, words)
    : whatText(measure, name || null, null, words);
}

const periodOf = (key: string): string => key.slice(seriesOfKey(key).length + 1);
