import { useQuery } from "@tanstack/react-query";
import type { Project } from "toposcope/contract";
import { openCitation } from "../actions.ts";
import { insightsQuery } from "../insight-queries.ts";
import { projectScope, useKept } from "../kept.ts";
import { questionQuery, questionsQuery } from "../queries.ts";
import { stateOf } from "../query-state.ts";
import { narrowed, type Only } from "../search-asked.ts";
import { suggestedQuestions } from "../suggested-questions.ts";
import { move, usePlace } from "../url.ts";
import { Ask } from "../views/Ask.tsx";
import { Narrowing } from "./Narrowing.tsx";
import type { Analysis } from "./use-analysis.ts";
import { useAsk } from "./use-ask.ts";

const everywhere: Only = {};

/** Questions to a project's documents, and their answers. */
export default function AskTab({ project, analysis }: { project: Project; analysis: Analysis }) {
  const { question } = usePlace();
  const [only, setOnly] = useKept(projectScope(project.name), "question filter", everywhere);
  const { asking, ask, stop } = useAsk(project.name);
  const open = useQuery({ ...questionQuery(project.name, question ?? 0), enabled: question !== undefined });
  const { data: earlier } = useQuery(questionsQuery(project.name));
  const { run, layer } = analysis;
  const { data: said } = useQuery({
    ...insightsQuery({ project: project.name, run: run ?? 0 }, layer),
    enabled: run !== null && earlier?.questions.length === 0,
  });
  return (
    <Ask
      isEmpty={project.documents === 0}
      asking={asking}
      answer={question === undefined ? null : stateOf(open)}
      earlier={earlier?.questions ?? []}
      suggested={said ? suggestedQuestions(said) : []}
      narrowing={
        <Narrowing
          project={project.name}
          analysis={analysis}
          only={only}
          onOnly={(change) => setOnly(narrowed(only, change))}
        />
      }
      onAsk={(text) => void ask(text, { after: question, only })}
      onStop={stop}
      onOpen={(id) => move({ question: id })}
      onNew={() => move({ question: undefined })}
      onCitation={openCitation}
    />
  );
}
