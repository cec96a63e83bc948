import { useQuery } from "@tanstack/react-query";
import type { Project } from "toposcope/contract";
import { closeLast, openPassage, openTopic, searchLike } from "../actions.ts";
import { chunkQuery, searchLimit, searchQuery, topicSearchQuery } from "../queries.ts";
import { stateOf } from "../query-state.ts";
import { type SearchAsked, searchOn } from "../search-asked.ts";
import { hoverTopic, useView } from "../store.ts";
import { move } from "../url.ts";
import { SearchResults } from "../views/SearchResults.tsx";
import { SearchTools } from "../views/SearchTools.tsx";
import { Narrowing } from "./Narrowing.tsx";
import type { Analysis } from "./use-analysis.ts";

interface SearchProps {
  readonly project: Project;
  readonly analysis: Analysis;
  readonly asked: SearchAsked;
}

const usualPercent = 50;

/** A search on the right side: how it is done, and what it found. */
export default function Search({ project, analysis, asked }: SearchProps) {
  const state = stateOf(useQuery(searchQuery(project, asked)));
  const activeHit = useView((view) => view.activeHit);
  const { run, layer, topicOf } = analysis;
  const of = { project: project.name, run: run ?? 0 };
  const { data: found } = useQuery({
    ...topicSearchQuery(of, asked.query ?? "", layer),
    enabled: run !== null && asked.query !== undefined,
  });
  const { data: model } = useQuery({ ...chunkQuery(of, asked.like ?? 0), enabled: asked.like !== undefined });
  const used = state.status === "ready" ? Math.round(100 * state.data.meaning) : usualPercent;
  const frame = {
    about: asked.query ?? model?.title ?? "",
    isLike: asked.query === undefined,
    onClose: closeLast,
    tools: (
      <SearchTools
        meaning={asked.meaning ?? used}
        narrowing={
          <Narrowing
            project={project.name}
            analysis={analysis}
            only={asked.only}
            onOnly={(change) => searchOn(asked, change)}
          />
        }
        onMeaning={(percent) => move({ meaning: percent }, { replace: true })}
      />
    ),
  };
  if (state.status !== "ready") return <SearchResults {...state} {...frame} />;
  return (
    <SearchResults
      status="ready"
      {...frame}
      result={state.data}
      topics={asked.query === undefined ? [] : (found?.hits ?? [])}
      limited={state.data.hits.length >= searchLimit(project)}
      activeHit={activeHit}
      colorOf={analysis.colorOf}
      onPassage={openPassage}
      onLike={searchLike}
      onTopic={(id) => openTopic(topicOf(id), layer)}
      onHover={hoverTopic}
    />
  );
}
