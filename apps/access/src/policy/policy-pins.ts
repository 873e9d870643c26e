import type { PolicyEnvironment } from '@silkgauge/access';

/** What the environment says of the policy, as a token of Nest. */
export class PolicyPins {
  readonly environment: PolicyEnvironment;

  constructor(environment: PolicyEnvironment) {
    this.environment = environment;
  }
}
