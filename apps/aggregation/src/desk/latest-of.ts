/** The latest append time of some entries or versions. */
export const latestOf = (rows: readonly { readonly known_at: Date }[]): Date =>
  new Date(Math.max(...rows.map(({ known_at }) => known_at.getTime())));
