import { use, type ComponentType } from 'react';
import { perAttempt } from './per-attempt.ts';
import { Attempt } from './stand-in.tsx';

/**
 * A part of the page that is loaded when first shown. `lazy` of React keeps a failure for good; this part is
 * loaded anew where its boundary tries again.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  const loaded = perAttempt(load);
  return function LazyPart(props: Props) {
    const { default: Part } = use(loaded(use(Attempt)));
    return <Part {...props} />;
  };
}
