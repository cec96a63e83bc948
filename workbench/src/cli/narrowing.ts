import { ToposcopeError } from "../errors.ts";
import { filtersOf, type SearchFilters, searchQuery } from "../search-contract.ts";
import type { VerbInput } from "./verb.ts";

/** The filters that the options of a verb spell. @throws ToposcopeError USAGE in the words of the contract */
export function narrowingOf({ options }: VerbInput): SearchFilters | undefined {
  const given = Object.keys(searchQuery.shape).flatMap((name) =>
    options[name] === undefined ? [] : [[name, options[name]]],
  );
  const parsed = searchQuery.safeParse(Object.fromEntries(given));
  if (parsed.success) return filtersOf(parsed.data);
  const [issue] = parsed.error.issues;
  throw new ToposcopeError("USAGE", `--${issue?.path[0]?.toString()}: ${issue?.message}`);
}
