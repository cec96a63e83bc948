import { useMutation, useQuery } from "@tanstack/react-query";
import { call, explain } from "../api.ts";
import { projectSettingsQuery } from "../insight-queries.ts";
import { projectScope, useKept } from "../kept.ts";
import { notify } from "../notify.ts";
import { describingText } from "../provider-draft.ts";
import { estimateQuery, refreshProject } from "../queries.ts";
import { stateOf } from "../query-state.ts";
import { type WritingDraft, WritingForm, type WritingName, writingNames } from "../views/WritingForm.tsx";

interface WritingDialogProps {
  readonly project: string;
  readonly topic: number;
  readonly onClose: () => void;
}

/** How a model is asked about a project's topics, to be tried on one of them. */
export default function WritingDialog({ project, topic, onClose }: WritingDialogProps) {
  const state = stateOf(useQuery(projectSettingsQuery(project)));
  const { data: estimate } = useQuery(estimateQuery(project));
  const [draft, setDraft, forgetDraft] = useKept<WritingDraft>(projectScope(project), "writing", {});
  const preview = useMutation({
    mutationFn: () => call("previewTopic", { project, topic, body: given(draft) }),
  });
  const save = useMutation({
    mutationFn: () => call("saveProjectSettings", { project, body: patchOf(draft) }),
    onSuccess: () => {
      forgetDraft();
      void refreshProject(project);
      notify({ kind: "done", message: "Saved: the next names and insights are written so." });
      onClose();
    },
  });
  const describe = useMutation({
    mutationFn: () => call("describeTopics", { project }),
    onSuccess: () => {
      void refreshProject(project);
      onClose();
    },
  });
  const failed = [preview.error, save.error, describe.error].find((error) => error !== null);
  if (state.status !== "ready") return <WritingForm {...state} onClose={onClose} />;
  const saved = Object.fromEntries(state.data.map(({ name, value }) => [name, String(value ?? "")]));
  const changed = writingNames.some((name) => draft[name] !== undefined && draft[name] !== saved[name]);
  return (
    <WritingForm
      status="ready"
      values={Object.fromEntries(writingNames.map((name) => [name, draft[name] ?? saved[name] ?? ""]))}
      changed={changed}
      busy={preview.isPending ? "preview" : save.isPending || describe.isPending ? "save" : null}
      preview={preview.data ?? null}
      trouble={failed === undefined ? null : explain(failed)}
      onChange={(name, value) => setDraft({ ...draft, [name]: value })}
      onPreview={preview.mutate}
      onSave={save.mutate}
      onDescribe={describe.mutate}
      expected={estimate === undefined ? null : describingText(estimate)}
      onClose={onClose}
    />
  );
}

const given = (draft: WritingDraft): Partial<Record<WritingName, string>> =>
  Object.fromEntries(Object.entries(draft).filter(([, value]) => value.trim() !== ""));

const patchOf = (draft: WritingDraft): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(draft).map(([name, value]) => [name, value.trim() === "" ? null : value]),
  );
