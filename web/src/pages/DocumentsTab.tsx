import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { Project } from "toposcope/contract";
import { openDocument } from "../actions.ts";
import { explain } from "../api.ts";
import { formatPlural } from "../format.ts";
import { projectScope, useKept } from "../kept.ts";
import { type DocumentFilter, documentsQuery, sourcesQuery } from "../queries.ts";
import { sourceNames } from "../source-names.ts";
import { askToDelete } from "../store.ts";
import { move, usePlace } from "../url.ts";
import { DocumentFilters } from "../views/DocumentFilters.tsx";
import { DocumentTable } from "../views/DocumentTable.tsx";
import { ColumnMenu } from "../views/facets/ColumnMenu.tsx";
import { AnswerFilter } from "./AnswerFilter.tsx";
import type { Analysis } from "./use-analysis.ts";
import { useFacetColumns } from "./use-facet-columns.ts";
import { useSetAside } from "./use-set-aside.ts";

const noFilter: DocumentFilter = {};
const none: readonly string[] = [];

/** The documents of a project, narrowed and page by page. */
export default function DocumentsTab({ project, analysis }: { project: Project; analysis: Analysis }) {
  const { document, topic } = usePlace();
  const [rest, setRest] = useKept(projectScope(project.name), "document filter", noFilter);
  const filter = useMemo(() => (topic === undefined ? rest : { ...rest, topic }), [rest, topic]);
  const columns = useFacetColumns(project.name);
  const of = { project: project.name, run: analysis.run };
  const query = useInfiniteQuery(documentsQuery(of, filter, columns.shown));
  const { data: sources = [] } = useQuery(sourcesQuery(project.name));
  const setAside = useSetAside(project.name);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const onMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const onChange = useCallback(
    ({ topic: wanted, ...others }: DocumentFilter) => {
      setRest(others);
      move({ topic: wanted }, { replace: true });
    },
    [setRest],
  );
  const documents = useMemo(() => query.data?.pages.flatMap((page) => page.documents) ?? [], [query.data]);
  const total = query.data?.pages[0]?.total;
  return (
    <>
      <DocumentFilters
        filter={filter}
        topics={analysis.layerTopics}
        roles={query.data?.pages[0]?.roles ?? none}
        sources={sourceNames(sources)}
        answers={
          <AnswerFilter
            project={project.name}
            where={filter.where ?? none}
            onWhere={(where) => {
              const { where: _, ...others } = filter;
              onChange(where.length === 0 ? others : { ...others, where });
            }}
          />
        }
        tools={<ColumnMenu {...columns} />}
        summary={total === undefined ? "" : formatPlural(total, "document")}
        onChange={onChange}
      />
      {total !== undefined ? (
        <DocumentTable
          status="ready"
          documents={documents}
          facets={columns.shown}
          total={total}
          filtered={Object.keys(filter).length > 0}
          selected={document}
          colorOf={analysis.colorOf}
          onMore={hasNextPage && !isFetchingNextPage ? onMore : undefined}
          onOpen={openDocument}
          onSetAside={setAside}
          onDelete={askToDelete}
        />
      ) : query.error === null ? (
        <DocumentTable status="loading" />
      ) : (
        <DocumentTable status="failed" {...explain(query.error)} onRetry={() => void query.refetch()} />
      )}
    </>
  );
}
