/** What specs use of sdmx-rest, which has no types. */
declare module 'sdmx-rest' {
  interface Service {
    readonly url: string;
    readonly api: string;
  }

  const sdmxrest: {
    /** The address of a query at a service. */
    getUrl(query: object, service: Service): string;
    getService(about: Service & { readonly id: string }): Service;
    /** The text of the answer, whose `Content-Type` is exactly that of `accept`. */
    request(
      query: object,
      service: Service,
      options: { readonly headers: Readonly<Record<string, string>> },
    ): Promise<string>;
  };
  export = sdmxrest;
}
