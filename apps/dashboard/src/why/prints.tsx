import type { ExplainedPrint } from '@silkgauge/contract';
import { whatText } from '../figures/figure-words.ts';
import { useWords } from '../words/language.tsx';
import type { Words } from '../words/words-of.ts';
import { dimensionsOfKey, seriesSource, seriesTitle } from '../words/series-names.ts';
import { periodText } from '../words/period.ts';
import { printedText } from './printed-text.ts';
import { standingText } from './standing-words.ts';

interface PrintsProps {
  readonly title: string;
  readonly prints: readonly ExplainedPrint[];
  /** Whether each print says of which series and period it is. */
  readonly whose?: boolean;
}

/** Prints with quote, document, event, and the rule that chose among them. */
export function Prints({ title, prints, whose = false }: PrintsProps) {
  if (prints.length === 0) return null;
  return (
    <section className="prints">
      <h4>{title}</h4>
      <ol>
        {[...prints].sort(standingFirst).map((print) => (
          <PrintItem key={`${print.source} ${print.id}`} print={print} among={prints} whose={whose} />
        ))}
      </ol>
    </section>
  );
}

interface PrintItemProps extends Required<Pick<PrintsProps, 'whose'>> {
  readonly print: ExplainedPrint;
  readonly among: readonly ExplainedPrint[];
}

function PrintItem({ print, among, whose }: PrintItemProps) {
  const words = useWords();
  const { t } = words;
  return (
    <li className={print.standing ?? ''}>
      {whose && <p className="source">{whoseText(print.key, words)}</p>}
      <p className="printed">
        <b>{printedText(print, words)}</b>{' '}
        <span>
          {whatText(print.measure, print.comparison, null, words)}
          {t('word.clause')}
          {print.chain[words.language]}
        </span>
      </p>
      <p className="standing">{standingText(print, among, words)}</p>
      {print.excluded && <p className="proof">{print.excluded.proof[words.language]}</p>}
      {print.break !== undefined && <p className="standing">{t('why.break', { what: print.break })}</p>}
      {print.quote === null ? (
        <p className="nothing">{t('why.no-quote')}</p>
      ) : (
        <blockquote cite={print.document ?? undefined} lang={languageOf(print.quote)}>
          {print.quote}
        </blockquote>
      )}
      {print.quoteHeld === false && <p className="standing">{t('why.quote-not-held')}</p>}
      <Origin print={print} />
    </li>
  );
}

/** The document that a print is of, its event, and the place of the event in its topic. */
function Origin({ print }: Pick<PrintItemProps, 'print'>) {
  const { t } = useWords();
  const { document, id, source, topic, partition, offset } = print;
  return (
    <dl>
      {document !== null && (
        <>
          <dt>{t('why.document')}</dt>
          <dd>
            <DocumentLink document={document} />
          </dd>
        </>
      )}
      <dt>{t('why.event')}</dt>
      <dd>
        <code>
          {id} · {source}
        </code>
        <br />
        <code>{t('why.place', { topic, partition: String(partition), offset })}</code>
      </dd>
    </dl>
  );
}

function whoseText(key: string, words: Words): string {
  const series = dimensionsOfKey(key);
  const period = periodText(key.slice(key.indexOf('/') + 1), words.language);
  return [seriesTitle(series, words), period, seriesSource(series, words)].join(words.t('word.clause'));
}

const ORDER = ['chosen', 'conflict', 'excluded', 'support', 'superseded', 'corrected', 'withdrawn'];

/** Orders prints by standing: chosen first, then contradictions, corrected and withdrawn ones last. */
function standingFirst(a: ExplainedPrint, b: ExplainedPrint): number {
  return ORDER.indexOf(a.standing ?? '') - ORDER.indexOf(b.standing ?? '');
}

/** A document need not be a web address; only a web address is a link. */
function DocumentLink({ document }: { document: string }) {
  if (!/^https?:\/\//.test(document)) return <>{document}</>;
  return (
    <a href={document} rel="noreferrer noopener" target="_blank">
      {document}
    </a>
  );
}

/** The language of a quote, for screen readers and fonts. */
const languageOf = (quote: string): string | undefined =>
  /\p{Script=Han}/u.test(quote) ? 'zh-CN' : undefined;
