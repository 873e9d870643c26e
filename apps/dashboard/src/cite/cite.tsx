import { useState } from 'react';
import type { Explanation } from '@silkgauge/contract';
import { copyText } from '../controls/copy-text.ts';
import { useWords } from '../words/language.tsx';
import { citationOf } from './citation.ts';

/** How the figure is cited: as text, as an entry of BibTeX, and by a link that keeps saying the same. */
export function Cite({ explanation }: { explanation: Explanation }) {
  const words = useWords();
  const { t } = words;
  const [told, setTold] = useState({ of: '', text: '' });
  const { text, bibtex, link } = citationOf(explanation, location.origin, words);
  const forms = [
    { name: t('cite.text'), content: text },
    { name: 'BibTeX', content: bibtex },
    { name: t('cite.link'), content: link },
  ];
  const copy = async (what: string, content: string) => {
    const isCopied = await copyText(content);
    setTold({ of: link, text: isCopied ? t('cite.copied', { what }) : t('cite.select') });
  };
  const status = told.of === link ? told.text : '';
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
            onClick={() => void copy(name, content)}
          >
            {t('cite.copy')}
          </button>
        </section>
      ))}
      <p className={status === '' ? 'unseen' : 'told'} role="status">
        {status}
      </p>
    </details>
  );
}
