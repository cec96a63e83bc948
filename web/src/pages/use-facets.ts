import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Facet } from "toposcope/facet-contract";
import { call, explain } from "../api.ts";
import { beginOrAsk } from "../busy.ts";
import { facetEstimateQuery } from "../facet-queries.ts";
import { notify } from "../notify.ts";
import { refreshProject } from "../queries.ts";
import { definitionOf, draftOf, emptyDraft, type FacetDraft } from "../views/facets/FacetForm.tsx";
import { sentence } from "../views/sentence.ts";

const tell = (error: unknown) => notify({ kind: "failed", ...explain(error) });

/** Asks the documents, and says beforehand what that takes. */
export function useAsking(project: string, open: number) {
  const { data: estimate } = useQuery({ ...facetEstimateQuery(project, open), enabled: open > 0 });
  const { mutate, isPending } = useMutation({
    mutationFn: ({ again }: { again: boolean }) =>
      beginOrAsk({
        project,
        what: "the documents can be asked",
        begin: ({ queue }) => call("askFacets", { project, body: { queue, again } }),
      }),
    onSuccess: () => refreshProject(project),
    onError: tell,
  });
  return { estimate, ask: (again: boolean) => mutate({ again }), starting: isPending };
}

/** The form for a facet, new or to be changed. */
export function useFacetForm(project: string) {
  const [edited, setEdited] = useState<{ readonly of: string | null; readonly draft: FacetDraft } | null>(
    null,
  );
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: async ({ of, draft }: NonNullable<typeof edited>) => {
      const body = definitionOf(draft);
      return of === null
        ? await call("addFacet", { project, body })
        : await call("changeFacet", { project, facet: of, body });
    },
    onSuccess: () => {
      setEdited(null);
      return refreshProject(project);
    },
  });
  const open = (of: string | null, draft: FacetDraft) => {
    reset();
    setEdited({ of, draft });
  };
  const trouble = error === null ? null : explain(error);
  return {
    edited,
    saving: isPending,
    trouble: trouble === null ? null : `${sentence(trouble.message)} ${sentence(trouble.hint)}`.trim(),
    add: () => open(null, emptyDraft),
    change: (facet: Facet) => open(facet.name, draftOf(facet)),
    type: (draft: FacetDraft) => setEdited((before) => before && { ...before, draft }),
    save: () => edited && mutate(edited),
    close: () => setEdited(null),
  };
}

/** Adds a template's facets, takes a facet away. */
export function useFacetChanges(project: string) {
  const template = useMutation({
    mutationFn: (name: string) => call("addFacetTemplate", { project, template: name }),
    onSuccess: () => refreshProject(project),
    onError: tell,
  });
  const remove = useMutation({
    mutationFn: (facet: string) => call("removeFacet", { project, facet }),
    onSuccess: () => refreshProject(project),
    onError: tell,
  });
  return {
    addTemplate: template.mutate,
    remove: remove.mutateAsync,
    busy: template.isPending || remove.isPending,
  };
}
