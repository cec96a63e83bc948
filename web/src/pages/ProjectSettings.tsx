import { Modal } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Project } from "toposcope/contract";
import type { SettingView } from "toposcope/machine-contract";
import { call, explain } from "../api.ts";
import { notify } from "../notify.ts";
import { privacyQuery, projectSettingsQuery } from "../privacy-queries.ts";
import { queryClient, settingsQuery } from "../queries.ts";
import { stateOf } from "../query-state.ts";
import { closeDialog } from "../store.ts";
import { AuditSection } from "../views/AuditSection.tsx";
import { type SettingsDraft, SettingsForm } from "../views/SettingsForm.tsx";

/** What a project has settings of its own for, and whether what it shows could identify a person. */
export default function ProjectSettings({ project }: { project: Project }) {
  const { name, shown } = project;
  return (
    <Modal opened onClose={closeDialog} title={`Settings of ${name}`} size="xl">
      {shown !== null && <Audit project={name} run={shown} />}
      <Settings project={name} />
    </Modal>
  );
}

function Settings({ project }: { project: string }) {
  const described = useQuery(settingsQuery());
  const own = stateOf(useQuery(projectSettingsQuery(project)));
  const [draft, setDraft] = useState<SettingsDraft>({});
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call("saveProjectSettings", { project, body: draft as never }),
    onSuccess: async () => {
      setDraft({});
      await queryClient.invalidateQueries({ queryKey: ["project", project] });
      notify({ kind: "done", message: "Settings saved." });
    },
  });
  if (own.status !== "ready") return <SettingsForm {...own} />;
  const views = own.data.flatMap(({ name, value, origin }): SettingView[] => {
    const view = described.data?.find((candidate) => candidate.name === name);
    if (view === undefined) return [];
    const standard = view.value ?? view.default;
    const isOwn = origin === "project";
    return [
      {
        ...view,
        default: standard,
        value: isOwn ? (value as SettingView["value"]) : null,
        origin: isOwn ? "file" : "default",
      },
    ];
  });
  return (
    <SettingsForm
      status="ready"
      settings={views}
      draft={draft}
      saving={isPending}
      trouble={error === null ? null : explain(error)}
      onDraft={setDraft}
      onSave={mutate}
    />
  );
}

function Audit({ project, run }: { project: string; run: number }) {
  const { data } = useQuery(privacyQuery(project, run));
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call("auditTopics", { project }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["project", project] }),
  });
  return (
    <AuditSection
      report={data ?? null}
      auditing={isPending}
      trouble={error === null ? null : explain(error)}
      onAudit={mutate}
    />
  );
}
