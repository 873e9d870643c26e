/** What answers at the doors may hold in memory, as a Nest provider. */
export class SdmxBounds {
  /** States of an answer whose form holds its values. */
  readonly jsonStates: number;

  constructor(jsonStates: number) {
    this.jsonStates = jsonStates;
  }
}
