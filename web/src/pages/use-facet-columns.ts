import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { facetsQuery } from "../facet-queries.ts";
import { projectScope, useKept } from "../kept.ts";

const firstShown = 2;
const unchosen: { readonly names: readonly string[] | null } = { names: null };

/** The facets that the table of documents has columns for: those chosen, else the first ones that are answered. */
export function useFacetColumns(project: string) {
  const { data } = useQuery(facetsQuery(project));
  const [{ names }, choose] = useKept(projectScope(project), "document columns", unchosen);
  const facets = useMemo(
    () => data?.facets.filter(({ answered, empty }) => answered + empty > 0).map(({ name }) => name) ?? [],
    [data],
  );
  const shown = useMemo(
    () => (names === null ? facets.slice(0, firstShown) : facets.filter((name) => names.includes(name))),
    [facets, names],
  );
  const onShow = useCallback(
    (facet: string, isShown: boolean) =>
      choose({ names: facets.filter((name) => (name === facet ? isShown : shown.includes(name))) }),
    [facets, shown, choose],
  );
  return { facets, shown, onShow };
}
