import type { Context, SearchInput, SearchManyInput } from "../context.ts";
import type { QueryDocuments, SearchResult } from "../search-contract.ts";

/** Passages nearest to a query in meaning and words. @throws ToposcopeError PROJECT_NOT_FOUND, PROJECT_EMPTY */
export const search = ({ interactive }: Context, input: SearchInput): Promise<SearchResult> =>
  interactive.search(input);

/** The documents nearest to each of many queries. @throws ToposcopeError PROJECT_NOT_FOUND, PROJECT_EMPTY */
export const searchMany = ({ interactive }: Context, input: SearchManyInput): Promise<QueryDocuments[]> =>
  interactive.searchMany(input);
