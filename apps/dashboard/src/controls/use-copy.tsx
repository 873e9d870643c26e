import { useState, type ReactNode } from 'react';
import { copyText } from './copy-text.ts';

interface Copying {
  /** Copies a text; `copied` is told, or `select` where the clipboard may not be used. */
  readonly copy: (text: string, copied: string, select: string) => Promise<void>;
  /** What was told last, until `of` is another. */
  readonly status: ReactNode;
}

/** Copying, with a status that belongs to what `of` names. */
export function useCopy(of: string): Copying {
  const [told, setTold] = useState({ of: '', text: '' });
  const text = told.of === of ? told.text : '';
  return {
    copy: async (content, copied, select) => {
      setTold({ of, text: (await copyText(content)) ? copied : select });
    },
    status: (
      <p className={text === '' ? 'unseen' : 'told'} role="status">
        {text}
      </p>
    ),
  };
}
