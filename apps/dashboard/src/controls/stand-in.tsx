import { Component, Suspense, useEffect, useState, type ReactNode } from 'react';
import { SILENT_FOR } from '../api/in-time.ts';
import { useWords } from '../words/language.tsx';
import { Instead } from './instead.tsx';
import { NotLoaded } from './lazy-part.ts';

interface StandInProps {
  readonly children: ReactNode;
  /** Shown while the children load. */
  readonly waiting?: ReactNode;
  /** What the children show: another value tries failed children anew. Null: nothing is asked of them. */
  readonly of?: unknown;
}

interface StandInState {
  readonly why: string | null;
  readonly of: unknown;
}

/** A boundary for loading and errors of its children, so that the rest of the page goes on. */
export class StandIn extends Component<StandInProps, StandInState> {
  override state: StandInState = { why: null, of: undefined };

  static getDerivedStateFromError(error: unknown): Pick<StandInState, 'why'> {
    return { why: error instanceof Error ? error.message : String(error) };
  }

  static getDerivedStateFromProps({ of }: StandInProps, state: StandInState): StandInState | null {
    return of === state.of ? null : { why: null, of };
  }

  /** A part whose missing file was told before is asked for anew: only another load of the page brings the file. */
  override componentDidCatch(error: Error): void {
    if (!(error instanceof NotLoaded) || this.props.of === null) return;
    if (error.isTold) void reloadIfServed();
    error.isTold = true;
  }

  override render(): ReactNode {
    const { children, waiting = <Waiting />, of } = this.props;
    if (this.state.why !== null) return of === null ? null : <LoadError why={this.state.why} />;
    return <Suspense fallback={waiting}>{children}</Suspense>;
  }
}

/** A file may still come on a slow line, so waiting goes on behind the text. */
function Waiting() {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), SILENT_FOR);
    return () => clearTimeout(timer);
  }, []);
  return <Instead of={{ kind: isLate ? 'offline' : 'loading' }} isTall />;
}

function LoadError({ why }: { why: string }) {
  const { t } = useWords();
  const [isAway, setAway] = useState(false);
  return (
    <p className="trouble" role="alert" data-instead="error">
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
