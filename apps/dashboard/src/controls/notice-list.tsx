import type { ReactNode } from 'react';
import { useWords } from '../words/language.tsx';

/** Policy notices, to be opened; nothing where there are none. */
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
