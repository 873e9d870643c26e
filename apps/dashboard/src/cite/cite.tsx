import type { ServedState } from '@silkgauge/contract';
import { useCopy } from '../controls/use-copy.tsx';
import { useWords } from '../words/language.tsx';
import { citationOf } from './citation.ts';

/** How the figure is cited: as text, as an entry of BibTeX, and by a link that keeps saying the same. */
export function Cite({ state }: { state: ServedState }) {
  const words = useWords();
  const { t } = words;
  const { text, bibtex, link } = citationOf(state, location.origin, words);
  const { copy, status } = useCopy(link);
  const forms = [
    { name: t('cite.text'), content: text },
    { name: 'BibTeX', content: bibtex },
    { name: t('cite.link'), content: link },
  ];
  return (
    <details className="cite">
      <summary>{t('cite.title')}</summary>
      {forms.map(({ name, content }) => (
        <section key={name}>
          <h5>{name}</h5>
          <pre>{content}</pre>
          <button
            type="button"
            aria-label={`${t('cite.copy')}${t('word.colon')}${name}`}
            onClick={() => void copy(content, t('cite.copied', { what: name }), t('cite.select'))}
          >
            {t('cite.copy')}
          </button>
        </section>
      ))}
      {status}
    </details>
  );
}
