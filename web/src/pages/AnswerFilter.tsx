import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { facetQuery, facetsQuery } from "../facet-queries.ts";
import { AnswerFilter as AnswerFilterView } from "../views/facets/AnswerFilter.tsx";

interface AnswerFilterProps {
  readonly project: string;
  readonly where: readonly string[];
  readonly onWhere: (where: readonly string[]) => void;
}

/** What narrows documents to those that answer facets so, with the answers that there are. */
export function AnswerFilter({ project, where, onWhere }: AnswerFilterProps) {
  const [facet, setFacet] = useState("");
  const { data } = useQuery(facetsQuery(project));
  const { data: detail } = useQuery({ ...facetQuery(project, facet), enabled: facet !== "" });
  const facets = data?.facets.filter(({ answered }) => answered > 0).map(({ name }) => name) ?? [];
  return (
    <AnswerFilterView
      facets={facets}
      facet={facet}
      groups={detail?.name === facet ? detail.groups : []}
      where={where}
      onFacet={setFacet}
      onWhere={(next) => {
        setFacet("");
        onWhere(next);
      }}
    />
  );
}
