import { CALLS, type In } from '@silkgauge/contract';
import { Controller, type OnApplicationBootstrap } from '@nestjs/common';
import { Call } from '@silkgauge/calls';
import { countAvailable } from './availability.ts';
import { AvailableStates } from './available-states.ts';

/** Actual content constraint of SDMX: codes that have states, with counts. */
@Controller()
export class AvailabilityController implements OnApplicationBootstrap {
  readonly #states: AvailableStates;

  constructor(states: AvailableStates) {
    this.#states = states;
  }

  /** Loads the states before the first request; a failure surfaces at that request. */
  onApplicationBootstrap(): void {
    void this.#states.read().catch(() => undefined);
  }

  @Call(CALLS.availability)
  async availability({ filter }: In<typeof CALLS.availability>): Promise<string> {
    return JSON.stringify(countAvailable(await this.#states.read(), filter));
  }
}
