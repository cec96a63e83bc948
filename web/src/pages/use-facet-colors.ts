import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { MapContent, Theme } from "toposcope/drawing";
import { colouredByGroups, groupColors } from "../facet-colors.ts";
import { facetColumnQuery, facetQuery, facetsQuery } from "../facet-queries.ts";
import type { Analysis } from "../queries.ts";
import { move, usePlace } from "../url.ts";

/** The facet that colours the map in place of the topics, if one does. */
export function useFacetColors(of: Analysis, content: MapContent, theme: Theme) {
  const { color: wanted } = usePlace();
  const { data: list } = useQuery(facetsQuery(of.project));
  const facets = list?.facets.filter(({ answered }) => answered > 0).map(({ name }) => name) ?? [];
  const name = wanted ?? "";
  const enabled = wanted !== undefined;
  const { data: detail } = useQuery({ ...facetQuery(of.project, name), enabled });
  const { data: column } = useQuery({ ...facetColumnQuery(of, name), enabled });
  const shown = enabled && detail?.name === name ? detail : undefined;
  const colors = useMemo(() => (shown === undefined ? [] : groupColors(shown, theme)), [shown, theme]);
  const coloured = useMemo(
    () =>
      shown === undefined || column === undefined ? undefined : colouredByGroups(content, column, colors),
    [shown, column, content, colors],
  );
  const legend =
    shown === undefined
      ? undefined
      : {
          facet: name,
          facets,
          groups: shown.groups.map((group, at) => ({ ...group, color: colors[at] ?? "" })),
        };
  const [first] = facets;
  return {
    content: coloured ?? content,
    isColoured: coloured !== undefined,
    legend,
    onFacet: (facet: string | undefined) => move({ color: facet }, { replace: true }),
    /** Undefined where no facet has answers. */
    toggle: first === undefined ? undefined : () => move({ color: enabled ? undefined : first }),
  };
}
