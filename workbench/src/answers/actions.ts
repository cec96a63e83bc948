import type { Context, SearchInput } from "../context.ts";
import type { SearchResult } from "../contract.ts";

/** Passages nearest to a query in meaning and words. @throws ToposcopeError PROJECT_NOT_FOUND, PROJECT_EMPTY */
export const search = ({ interactive }: Context, input: SearchInput): Promise<SearchResult> =>
  interactive.search(input);
