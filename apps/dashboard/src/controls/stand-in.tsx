import { Component, createContext, Suspense, useState, type ReactNode } from 'react';
import { useWords } from '../words/language.tsx';

interface StandInProps {
  readonly children: ReactNode;
  /** Shown while the children load. */
  readonly waiting?: ReactNode;
  /** What the children show; another value tries failed children anew. */
  readonly of?: unknown;
}

interface StandInState {
  readonly why: string | null;
  readonly of: unknown;
  readonly attempt: object;
}

/** Another object each time the nearest boundary tries its failed children anew. */
export const Attempt = createContext<object>({});

/** A boundary for loading and errors of its children, so that the rest of the page goes on. */
export class StandIn extends Component<StandInProps, StandInState> {
  override state: StandInState = { why: null, of: undefined, attempt: {} };

  static getDerivedStateFromError(error: unknown): Pick<StandInState, 'why'> {
    return { why: error instanceof Error ? error.message : String(error) };
  }

  static getDerivedStateFromProps({ of }: StandInProps, state: StandInState): StandInState | null {
    if (of === state.of) return null;
    return { why: null, of, attempt: state.why === null ? state.attempt : {} };
  }

  override render(): ReactNode {
    if (this.state.why !== null) return <LoadError why={this.state.why} />;
    const { children, waiting = <Waiting /> } = this.props;
    return (
      <Attempt value={this.state.attempt}>
        <Suspense fallback={waiting}>{children}</Suspense>
      </Attempt>
    );
  }
}

function Waiting() {
  return <p className="waiting">{useWords().t('page.loading')}</p>;
}

function LoadError({ why }: { why: string }) {
  const { t } = useWords();
  const [isAway, setAway] = useState(false);
  return (
    <p className="trouble" role="alert">
      {t(isAway ? 'page.away' : 'page.trouble', { why })}{' '}
      <button type="button" onClick={() => void reloadIfServed().then((served) => setAway(!served))}>
        {t('page.again')}
      </button>
    </p>
  );
}

/** Reloads the page if its server answers: without an answer the browser would show its own error page. */
async function reloadIfServed(): Promise<boolean> {
  const answer = await fetch(location.href, { cache: 'no-store' }).catch(() => null);
  if (answer?.ok) location.reload();
  return answer?.ok ?? false;
}
