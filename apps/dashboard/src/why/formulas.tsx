import type { ExplainedNode, Explanation } from '@silkgauge/contract';
import { Explains } from '../controls/explains.tsx';
import { readingText, whatText } from '../figures/figure-words.ts';
import { interval, quantity } from '../words/decimal.ts';
import { useWords, type Words } from '../words/language.tsx';
import type { MessageId } from '../words/messages.ts';
import { seriesOfKey } from '../words/series-names.ts';
import { periodText } from '../words/period.ts';

/** Formulas of the shown sides without a print; an input of another state opens its own explanation. */
export function Formulas({ explanation }: { explanation: Explanation }) {
  const words = useWords();
  const { t } = words;
  const { nodes, edges, state, recomputed } = explanation;
  if (!recomputed) return <p className="nothing">{t('why.not-recomputed')}</p>;
  const worked = nodes.filter(({ shown, print }) => shown && print === undefined);
  if (worked.length === 0) return null;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return (
    <section className="formulas">
      <h4>{t('why.formula')}</h4>
      {worked.map((node) => (
        <div key={node.id} className="formula">
          <p>
            {sideName(node.side, words)}
            {t('word.colon')}
            <b>{valueText(node, words)}</b>
          </p>
          <p className="meaning">{t(`formula.${node.formula}` as MessageId)}</p>
          <p>
            <code>{node.expression}</code> <small>{node.formula}</small>
          </p>
          <ul>
            {edges
              .filter(({ from }) => from === node.id)
              .map(({ to, name }) => {
                const input = byId.get(to);
                if (!input) return null;
                return (
                  <li key={`${to} ${name}`}>
                    <code>[{name}]</code> = {valueText(input, words)}{' '}
                    {input.key === state.key ? (
                      <span>{sideName(input.side, words)}</span>
                    ) : (
                      <Explains figure={input.key}>{whereText(input, state.key, words)}</Explains>
                    )}
                  </li>
                );
              })}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** The words of a side such as `growth.GY.computed`. */
function sideName(side: string, words: Words): string {
  const [measure = '', ...rest] = side.split('.');
  const name = rest.at(-1) ?? '';
  const of = measure === 'other' ? (rest[0] ?? '') : measure;
  const comparison = measure === 'growth' ? (rest[0] ?? null) : null;
  return whatText(of, comparison, name, words);
}

function whereText(node: ExplainedNode, own: string, words: Words): string {
  const series = seriesOfKey(node.key);
  const elsewhere = own.startsWith(`${series}/`) ? [] : [series];
  return [...elsewhere, periodText(node.period, words.language), sideName(node.side, words)].join(
    words.t('word.clause'),
  );
}

function valueText(node: ExplainedNode, { t, language }: Words): string {
  const ends = interval(node.low, node.high, node.unit, { language });
  const value = node.value === null ? ends : quantity(node.value, node.unit, { language });
  const told =
    node.value === null || node.low === node.high ? value : t('point.between', { value, between: ends });
  return node.reading === null
    ? told
    : t('point.reading', { value: told, reading: readingText(node.reading, t) });
}
