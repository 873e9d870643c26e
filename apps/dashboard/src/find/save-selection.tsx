import type { Selection } from '@silkgauge/contract';
import { useState } from 'react';
import { filterQuery, type Filter } from '../address/address.ts';
import { go } from '../address/use-address.ts';
import { ApiRefusal, postJson } from '../api/client.ts';
import { copyText } from '../controls/copy-text.ts';
import { useWords, type Words } from '../words/language.tsx';
import { NothingSelected, shownSets } from './shown-sets.ts';

interface SaveSelectionProps {
  readonly filter: Filter;
  /** The series of the headline, saved where no filter is chosen; undefined until it is known, which keeps the button's place. */
  readonly main: Filter | null | undefined;
}

/** Saves the figures under the filters as a selection, whose id takes their place in the address, and copies the link. */
export function SaveSelection({ filter, main }: SaveSelectionProps) {
  const { t } = useWords();
  const [told, setTold] = useState({ about: '', text: '' });
  const shown = Object.keys(filter).length > 0 ? filter : main;
  const isSaved = filter.selection !== undefined && Object.keys(filter).length === 1;
  const save = async () => {
    if (!shown) return;
    try {
      const saved = { selection: [await idOf(shown)] };
      go({ filter: saved });
      const isCopied = await copyText(location.href);
      setTold({ about: nameOf(saved), text: t(isCopied ? 'find.saved' : 'find.saved-here') });
    } catch (error) {
      setTold({ about: nameOf(filter), text: t('find.not-saved', { why: whyNot(error, t) }) });
    }
  };
  const text = told.about === nameOf(filter) ? told.text : '';
  return (
    <>
      {!isSaved && shown !== null && (
        <button type="button" disabled={!shown} onClick={() => void save()}>
          {t('find.save')}
        </button>
      )}
      <p className={text === '' ? 'unseen' : 'told'} role="status">
        {text}
      </p>
    </>
  );
}

const nameOf = (filter: Filter): string => filterQuery(filter).join('&');

const idOf = async (filter: Filter): Promise<string> =>
  (await postJson<Selection>('/v1/selections', { sets: await shownSets(filter) })).id;

function whyNot(error: unknown, t: Words['t']): string {
  if (error instanceof NothingSelected) return t('find.save-nothing');
  if (!(error instanceof ApiRefusal)) return t('find.save-away');
  return error.rules.includes('selection-bytes') ? t('find.save-too-long') : error.message;
}
