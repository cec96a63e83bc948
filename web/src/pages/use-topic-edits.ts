import { useMutation, useQuery } from "@tanstack/react-query";
import type { TopicEdit, TopicEditDone, TopicEditRequest } from "toposcope/topic-contract";
import { call, explain } from "../api.ts";
import { notify } from "../notify.ts";
import { forgetTopics, leaveTopics, refreshProject, topicEditsQuery } from "../queries.ts";
import { ask, clearMarks } from "../store.ts";
import { editDoing, editOutcome } from "../topic-edit-texts.ts";
import { currentPlace, move } from "../url.ts";
import type { Analysis } from "./use-analysis.ts";

type WithoutSeen<T> = T extends unknown ? Omit<T, "run" | "after"> : never;

/** A change of the topics; what was on screen when it was asked for is added. */
export type WantedEdit = WithoutSeen<TopicEditRequest>;

export interface TopicEdits {
  readonly busy: boolean;
  /** The edits that undo would take back and redo put back. */
  readonly last: TopicEdit | undefined;
  readonly undone: TopicEdit | undefined;
  readonly edit: (wanted: WantedEdit) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

type Step = { readonly does: "edit"; readonly wanted: WantedEdit } | { readonly does: "undo" | "redo" };

/** Changes of the topics by hand, one after the other, each of which can be taken back. */
export function useTopicEdits(project: string, { run, topics, provisional }: Analysis): TopicEdits {
  const { data } = useQuery({
    ...topicEditsQuery({ project, run: run ?? 0 }),
    enabled: run !== null && topics.status === "ready" && provisional === null,
  });
  const seen = topics.status === "ready" ? { run: topics.data.run, after: topics.data.edit } : {};
  const { mutate, isPending } = useMutation({
    mutationFn: async (step: Step): Promise<TopicEditDone> => {
      await leaveTopics({ project, run: run ?? 0 });
      if (step.does === "edit") return call("editTopics", { project, body: { ...step.wanted, ...seen } });
      return call(step.does === "undo" ? "undoTopicEdit" : "redoTopicEdit", { project });
    },
    onSuccess: async ({ edit }, { does }) => {
      const isUndo = does === "undo";
      const [before, after] = isUndo ? [edit.after, edit.before] : [edit.before, edit.after];
      clearMarks();
      ask(null);
      follow(before, after);
      forgetTopics({ project, run: run ?? 0 }, gone(before, after));
      await refreshProject(project);
      notify({
        kind: "done",
        message: isUndo ? `Taken back: ${editDoing(edit)}.` : editOutcome(edit),
        action: isUndo ? { label: "Redo", run: redo } : { label: "Undo", run: undo },
      });
    },
    onError: (error) => {
      void refreshProject(project);
      notify({ kind: "failed", ...explain(error) });
    },
  });
  const undo = () => mutate({ does: "undo" });
  const redo = () => mutate({ does: "redo" });
  return {
    busy: isPending,
    last: data?.edits.findLast((edit) => !edit.undone),
    undone: data?.edits.find((edit) => edit.undone),
    edit: (wanted) => (provisional === null ? mutate({ does: "edit", wanted }) : tellWhen()),
    undo,
    redo,
  };
}

const tellWhen = () =>
  notify({ kind: "done", message: "These topics are provisional: they can be edited once they are final." });

const gone = (before: TopicEdit["before"], after: TopicEdit["after"]) =>
  before.map(({ id }) => id).filter((topic) => !after.some(({ id }) => id === topic));

/** Stays with a topic that is open: goes on to what it became, or lets it go. */
function follow(before: TopicEdit["before"], after: TopicEdit["after"]): void {
  const { topic } = currentPlace();
  const wasOpen = topic === undefined || before.some(({ id }) => id === topic);
  const isThere = after.some(({ id }) => id === topic);
  if (wasOpen && !isThere) move({ topic: after[0]?.id }, { replace: true });
}
