/** What specs use of sdmx-rest, which has no types. */
declare module 'sdmx-rest' {
  const sdmxrest: {
    /** The address of a query at a service. */
    getUrl(query: object, service: { readonly url: string; readonly api: string }): string;
  };
  export = sdmxrest;
}
