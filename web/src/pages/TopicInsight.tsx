import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { openPassage } from "../actions.ts";
import { insightQuery } from "../insight-queries.ts";
import { stateOf } from "../query-state.ts";
import { InPlace } from "../views/InPlace.tsx";
import { InsightSection } from "../views/InsightSection.tsx";

const WritingDialog = lazy(() => import("./WritingDialog.tsx"));

interface TopicInsightProps {
  readonly project: string;
  readonly run: number;
  readonly topic: number;
  /** Whether it may be asked for now. */
  readonly enabled: boolean;
}

/** What a topic says, within its card. */
export default function TopicInsight({ project, run, topic, enabled }: TopicInsightProps) {
  const state = stateOf(useQuery({ ...insightQuery({ project, run }, topic), enabled }));
  const [writing, setWriting] = useState(false);
  if (state.status !== "ready")
    return <InPlace of={state} rows={4} height={18} label="Reading what the topic says" />;
  return (
    <>
      <InsightSection said={state.data} onPassage={openPassage} onWriting={() => setWriting(true)} />
      {writing && (
        <Suspense fallback={null}>
          <WritingDialog project={project} topic={topic} onClose={() => setWriting(false)} />
        </Suspense>
      )}
    </>
  );
}
