import { useQuery } from "@tanstack/react-query";
import type { Project } from "toposcope/contract";
import { openCitation } from "../actions.ts";
import { questionQuery, questionsQuery } from "../queries.ts";
import { stateOf } from "../query-state.ts";
import { move, usePlace } from "../url.ts";
import { Ask } from "../views/Ask.tsx";
import { useAsk } from "./use-ask.ts";

/** Questions to a project's documents, and their answers. */
export default function AskTab({ project }: { project: Project }) {
  const { question } = usePlace();
  const { asking, ask, stop } = useAsk(project.name);
  const open = useQuery({ ...questionQuery(project.name, question ?? 0), enabled: question !== undefined });
  const { data: earlier } = useQuery(questionsQuery(project.name));
  return (
    <Ask
      isEmpty={project.documents === 0}
      asking={asking}
      answer={question === undefined ? null : stateOf(open)}
      earlier={earlier?.questions ?? []}
      onAsk={(text) => void ask(text, question)}
      onStop={stop}
      onOpen={(id) => move({ question: id })}
      onNew={() => move({ question: undefined })}
      onCitation={openCitation}
    />
  );
}
