/** Where an import leads. */
export type Resolution =
  | { readonly type: 'files'; readonly paths: readonly string[] }
  | { readonly type: 'external'; readonly name: string }
  | { readonly type: 'unresolved' };

export const UNRESOLVED: Resolution = { type: 'unresolved' };
