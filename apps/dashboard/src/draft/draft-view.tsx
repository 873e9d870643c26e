import { useState, type FormEvent } from 'react';
import type { DraftFinding, DraftFindings, DraftVerdict, KnownFigure } from '@silkgauge/contract';
import type { Filter } from '../address/address.ts';
import { askJson } from '../api/client.ts';
import { troubleIn, type Trouble } from '../api/missing.ts';
import { Explains } from '../controls/explains.tsx';
import { Instead } from '../controls/instead.tsx';
import { ListFrame } from '../views/list-frame.tsx';
import type { ListProps } from '../views/view.tsx';
import { useWords } from '../words/language.tsx';
import './draft.css';
import { knownText } from './known-text.ts';
import { segmentsOf } from './segments.ts';

/** A sign for each verdict, so that colour alone tells nothing. */
const SIGNS: Readonly<Record<DraftVerdict, string>> = {
  ...{ agrees: '✓', 'within-rounding': '≈', conflicts: '✗', unknown: '?', unread: '–' },
  ...{ superseded: '↻', 'one-of-several-prints': '⇄', excluded: '⊘', 'not-comparable': '∦' },
  ...{ partial: '◐', 'own-text-only': '①' },
  ...{ 'reading-ambiguous': '⁇', 'unequal-periods': '≠', 'cause-claimed': '!', opinion: '“' },
};

interface Checked {
  readonly text: string;
  readonly answer: DraftFindings;
}

const isFiltered = (filter: Filter): boolean =>
  Object.values(filter).some((codes) => codes !== undefined && codes.length > 0);

/** A box for a text, whose numbers are marked in place and told in a list beside it. */
export function DraftView({ address: { clock, filter } }: ListProps) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [checked, setChecked] = useState<Checked | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isBusy, setBusy] = useState(false);
  const check = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const asOf = clock !== null && 'asOf' in clock ? { asOf: clock.asOf } : {};
    try {
      const answer = await askJson<DraftFindings>('/v1/drafts/check', { text, ...asOf });
      setChecked({ text, answer });
      setTrouble(null);
    } catch (error) {
      setTrouble(troubleIn(error));
    }
    setBusy(false);
  };
  return (
    <ListFrame view="draft">
      <form className="draft-form" onSubmit={(event) => void check(event)}>
        <label htmlFor="draft-text">{t('draft.text')}</label>
        <textarea
          id="draft-text"
          rows={8}
          required
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <p className="counts">{t('draft.kept')}</p>
        {clock !== null && 'publishedBy' in clock && <p className="counts">{t('draft.published')}</p>}
        {isFiltered(filter) && <p className="counts">{t('draft.filtered')}</p>}
        <button type="submit" disabled={isBusy}>
          {t('draft.check')}
        </button>
      </form>
      <Instead of={isBusy ? { kind: 'loading' } : trouble} />
      {checked && <Result {...checked} />}
    </ListFrame>
  );
}

function Result({ text, answer: { findings, lang, searched } }: Checked) {
  const { t } = useWords();
  return (
    <div className="draft-result">
      <section>
        <h4>{t('draft.marked')}</h4>
        <p className="draft-words" lang={lang === 'zh' ? 'zh-CN' : 'en'}>
          {segmentsOf(text, findings).map(({ start, text: words, at, isOpinion }) => {
            const finding = at === null ? undefined : findings[at];
            if (!finding) return isOpinion ? <q key={start}>{words}</q> : <span key={start}>{words}</span>;
            return (
              <a key={start} href={`#finding-${String(at)}`} data-verdict={finding.verdict}>
                <mark>{words}</mark>
                <sup>
                  <span aria-hidden="true">{SIGNS[finding.verdict]}</span>
                  <span className="unseen">{t(`draft.verdict.${finding.verdict}`)}</span>
                </sup>
              </a>
            );
          })}
        </p>
      </section>
      <section>
        <h4>{t('draft.found')}</h4>
        <p role="status" className="counts">
          {findings.length === 0 && t('draft.none')}
          {searched.left > 0 && t('draft.left', { count: searched.left })}
        </p>
        <ol className="draft-findings">
          {findings.map((finding, at) => (
            <Found key={`${finding.kind} ${String(finding.start)}`} at={at} finding={finding} />
          ))}
        </ol>
      </section>
    </div>
  );
}

function Found({ at, finding }: { readonly at: number; readonly finding: DraftFinding }) {
  const { t, language } = useWords();
  const { text, verdict, reason, marks, known, sentence } = finding;
  const said = [
    ...(reason === null ? [] : [t(`draft.reason.${reason}`)]),
    ...marks.map((mark) => t(`draft.mark.${mark}`)),
  ];
  return (
    <li id={`finding-${String(at)}`} tabIndex={-1} data-verdict={verdict}>
      <p>
        <span aria-hidden="true">{SIGNS[verdict]} </span>
        <b>{text}</b> <span className="draft-verdict">{t(`draft.verdict.${verdict}`)}</span>
      </p>
      {sentence !== null && <p className="draft-sentence">{sentence[language]}</p>}
      {said.length > 0 && <p className="counts">{said.join(t('word.comma'))}</p>}
      {known.map((figure) => (
        <Known key={`${figure.key} ${figure.member}`} figure={figure} />
      ))}
    </li>
  );
}

function Known({ figure }: { readonly figure: KnownFigure }) {
  const words = useWords();
  const { key, from } = figure;
  return (
    <>
      <p>
        {words.t('draft.known', { value: knownText(figure, words) })} <Explains figure={key}>{key}</Explains>
      </p>
      {from !== null && from.quote !== null && <blockquote>{from.quote}</blockquote>}
    </>
  );
}
