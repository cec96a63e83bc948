import { useQuery } from "@tanstack/react-query";
import type { TopicListItem } from "toposcope/contract";
import { formatPlural } from "../format.ts";
import { topicQuery } from "../queries.ts";
import { ask, useView } from "../store.ts";
import CountDialog from "../views/CountDialog.tsx";
import MergeDialog from "../views/MergeDialog.tsx";
import NameDialog from "../views/NameDialog.tsx";
import type { Analysis } from "./use-analysis.ts";
import type { TopicEdits } from "./use-topic-edits.ts";

interface QuestionsProps {
  readonly project: string;
  readonly analysis: Analysis;
  readonly edits: TopicEdits;
}

const close = () => ask(null);
const mostParts = 20;

/** What is asked about an edit of the topics before it is done. */
export default function EditQuestions({ project, analysis, edits }: QuestionsProps) {
  const question = useView((view) => view.question);
  if (question === null) return null;
  if (question.kind === "reduce") return <Reduce analysis={analysis} edits={edits} typed={question.typed} />;
  const topic = analysis.topicOf(question.topic);
  if (topic === undefined) return null;
  if (question.kind === "merge")
    return <Merge project={project} analysis={analysis} edits={edits} topic={topic} typed={question.typed} />;
  if (question.kind === "split")
    return (
      <CountDialog
        title={`Split ${topic.name}`}
        about={`Its ${formatPlural(topic.size, "passage")} are divided by what they say. It can be undone.`}
        label="Topics to make of it"
        action="Split"
        value={question.typed ?? 2}
        onType={(typed) => ask({ ...question, typed })}
        least={2}
        most={Math.max(2, Math.min(mostParts, topic.size))}
        busy={edits.busy}
        onCount={(into) => edits.edit({ kind: "split", topic: topic.id, into })}
        onClose={close}
      />
    );
  return (
    <NameDialog
      title="Rename topic"
      action="Rename"
      name={topic.name}
      typed={question.typed ?? topic.name}
      onType={(typed) => ask({ ...question, typed })}
      saving={edits.busy}
      trouble={null}
      onSave={(name) => edits.edit({ kind: "rename", topic: topic.id, name })}
      onClose={close}
    />
  );
}

/** The answer as far as it is given. */
interface Typed {
  readonly typed: number | undefined;
}

function Reduce({ analysis, edits, typed }: Omit<QuestionsProps, "project"> & Typed) {
  const { layer, layerTopics } = analysis;
  const count = layerTopics.length;
  return (
    <CountDialog
      title="Reduce the number of topics"
      about={`The most alike of the ${formatPlural(count, "topic")} on the map are merged until so many are left. It can be undone.`}
      label="Topics to keep"
      action="Reduce"
      value={typed ?? Math.max(1, Math.round(count / 2))}
      onType={(count) => ask({ kind: "reduce", typed: count })}
      least={1}
      most={Math.max(1, count - 1)}
      busy={edits.busy}
      onCount={(to) => edits.edit({ kind: "reduce", to, layer })}
      onClose={close}
    />
  );
}

function Merge({
  project,
  analysis,
  edits,
  topic,
  typed,
}: QuestionsProps & Typed & { topic: TopicListItem }) {
  const { data, isPending } = useQuery(topicQuery({ project, run: analysis.run ?? 0 }, topic.id));
  if (isPending || analysis.topics.status !== "ready") return null;
  const alike = new Map(data?.related.map(({ id, similarity }) => [id, similarity]));
  const others = analysis.topics.data.topics
    .filter(({ id, layer }) => layer === topic.layer && id !== topic.id)
    .sort((a, b) => (alike.get(b.id) ?? -1) - (alike.get(a.id) ?? -1) || b.size - a.size);
  return (
    <MergeDialog
      name={topic.name}
      others={others}
      other={typed ?? others[0]?.id}
      onChoose={(other) => ask({ kind: "merge", topic: topic.id, typed: other })}
      busy={edits.busy}
      onMerge={(other) => edits.edit({ kind: "merge", topics: [topic.id, other] })}
      onClose={close}
    />
  );
}
