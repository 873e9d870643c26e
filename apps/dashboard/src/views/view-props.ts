import type { ServedState } from '@silkgauge/contract';
import type { Address, Filter } from '../address/address.ts';
import type { Go } from '../address/use-address.ts';
import type { Names } from '../words/names.ts';

/** What every view is given. */
export interface ViewProps {
  readonly address: Address;
  readonly go: Go;
  readonly names: Names;
  /** The one series of the headline, but for its flow. */
  readonly main: Filter;
  /** Its states, in all flows and periods. */
  readonly family: readonly ServedState[];
  readonly flashing: ReadonlySet<string>;
}
