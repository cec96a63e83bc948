import { useQuery } from "@tanstack/react-query";
import { rolesQuery, sourcesQuery } from "../queries.ts";
import type { Only } from "../search-asked.ts";
import { sourceNames } from "../source-names.ts";
import { Narrowing as NarrowingView } from "../views/Narrowing.tsx";
import { AnswerFilter } from "./AnswerFilter.tsx";
import type { Analysis } from "./use-analysis.ts";

interface NarrowingProps {
  readonly project: string;
  readonly analysis: Analysis;
  readonly only: Only;
  readonly onOnly: (change: Only) => void;
}

const none: readonly string[] = [];

/** What narrows a search or a question, with what the project has to narrow it to. */
export function Narrowing({ project, analysis, only, onOnly }: NarrowingProps) {
  const { data: roles = none } = useQuery(rolesQuery(project));
  const { data: sources = [] } = useQuery(sourcesQuery(project));
  return (
    <NarrowingView
      only={only}
      topics={analysis.layerTopics}
      roles={roles}
      sources={sourceNames(sources)}
      answers={
        <AnswerFilter project={project} where={only.where ?? none} onWhere={(where) => onOnly({ where })} />
      }
      onOnly={onOnly}
    />
  );
}
