import { Component, Suspense, type ReactNode } from 'react';
import { useWords } from '../words/language.tsx';

interface StandInProps {
  readonly children: ReactNode;
}

/** A boundary for loading and errors of its children, so that the rest of the page goes on. */
export class StandIn extends Component<StandInProps, { readonly why: string | null }> {
  override state = { why: null };

  static getDerivedStateFromError(error: unknown): { readonly why: string } {
    return { why: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.why !== null) return <LoadError why={this.state.why} />;
    return <Suspense fallback={<Waiting />}>{this.props.children}</Suspense>;
  }
}

function Waiting() {
  return <p className="waiting">{useWords().t('page.loading')}</p>;
}

function LoadError({ why }: { why: string }) {
  const { t } = useWords();
  return (
    <p className="trouble" role="alert">
      {t('page.trouble', { why })}{' '}
      <button type="button" onClick={() => location.reload()}>
        {t('page.again')}
      </button>
    </p>
  );
}
