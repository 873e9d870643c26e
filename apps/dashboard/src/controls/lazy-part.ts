import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** The file of a part could not be loaded. The browser keeps this failure until the page is loaded anew. */
export class NotLoaded extends Error {
  override readonly name = 'NotLoaded';
  /** Whether a reader was told of it. */
  isTold = false;
}

/** As `lazy` of React, with a `NotLoaded` for a file that could not be loaded. */
export const lazyPart = <Props>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> =>
  lazy(() =>
    load().catch((cause: unknown) => {
      throw new NotLoaded(cause instanceof Error ? cause.message : String(cause), { cause });
    }),
  );
