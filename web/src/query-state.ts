import type { UseQueryResult } from "@tanstack/react-query";
import { explain } from "./api.ts";

/** What is not there: it is on its way, or asking for it failed. */
export type Missing =
  | { readonly status: "loading" }
  | {
      readonly status: "failed";
      readonly message: string;
      readonly hint: string;
      readonly onRetry: () => void;
    };

export type QueryState<T> = Missing | { readonly status: "ready"; readonly data: T };

/** What a view needs to know of a query; data that is there stays on screen when asking again fails. */
export function stateOf<T>(query: UseQueryResult<T>): QueryState<T> {
  if (query.data !== undefined) return { status: "ready", data: query.data };
  if (query.error !== null)
    return { status: "failed", ...explain(query.error), onRetry: () => void query.refetch() };
  return { status: "loading" };
}
