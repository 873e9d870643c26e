/** What specs use of sdmx-json-parser, which has no types. */
declare module 'sdmx-json-parser' {
  export class SDMXParser {
    getDatasets(address: string): Promise<unknown>;
    getName(): string;
    getAnnotations(): readonly unknown[];
    /** Names of codes, and values that are not coded, by component; `value` is the number. */
    getData(names?: Readonly<Record<string, readonly string[]>>): readonly (Readonly<
      Record<string, unknown>
    > & {
      readonly value: number | null;
    })[];
  }
}
