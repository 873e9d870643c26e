import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Missing, Trouble } from '../api/missing.ts';
import { useWords } from '../words/language.tsx';

interface InsteadProps {
  /** Null: nothing is said, as the answer is there. */
  readonly of: Missing | null;
  /** What an empty answer means here, if not that no figure fits the choice. */
  readonly empty?: ReactNode;
  /** Whether content as tall as a screen is to come. */
  readonly isTall?: boolean;
}

/** What stands in for an answer: it is read, it is empty, it failed, or nothing answers. */
export function Instead({ of, empty, isTall = false }: InsteadProps) {
  const { t } = useWords();
  if (of === null) return null;
  if (of.kind === 'loading')
    return (
      <p className={isTall ? 'waiting' : 'nothing'} role="status" data-instead="loading">
        {t('page.loading')}
      </p>
    );
  if (of.kind === 'empty')
    return (
      <p className="nothing" data-instead="empty">
        {empty ?? t('page.nothing')}
      </p>
    );
  return <TroubleText of={of} />;
}

function TroubleText({ of }: { readonly of: Trouble }) {
  const { t } = useWords();
  const client = useQueryClient();
  const again = () =>
    void client.refetchQueries({ type: 'active', predicate: ({ state }) => state.fetchFailureCount > 0 });
  return (
    <p className="trouble" role="alert" data-instead={of.kind}>
      {of.kind === 'offline' ? t('page.offline') : t('page.trouble', { why: of.why })}{' '}
      <button type="button" onClick={again}>
        {t('page.again')}
      </button>
    </p>
  );
}
