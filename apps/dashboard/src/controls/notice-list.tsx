import type { ReactNode } from 'react';
import { useWords } from '../words/language.tsx';

/** Notices, collapsed; hidden without notices. */
export function NoticeList({ count, children }: { count: number; children: ReactNode }) {
  const { t } = useWords();
  if (count === 0) return null;
  return (
    <details>
      <summary>
        {t('why.notices')} ({count})
      </summary>
      <ul>{children}</ul>
    </details>
  );
}
