import { Modal, Tabs } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SettingView } from "toposcope/machine-contract";
import { call, explain } from "../api.ts";
import { pageScope, useKept } from "../kept.ts";
import { notify } from "../notify.ts";
import { queryClient, settingsQuery } from "../queries.ts";
import { stateOf } from "../query-state.ts";
import { type SettingsDraft, SettingsForm } from "../views/SettingsForm.tsx";
import { LanguageModels } from "./LanguageModels.tsx";

/** What must not lie in the browser's storage. */
const isSecret = ({ flag }: SettingView) => flag.includes("<secret>");

/** The settings of this Toposcope, and the language models that it may ask. */
export default function SettingsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Settings" size="xl">
      <Tabs defaultValue="general" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="general">General</Tabs.Tab>
          <Tabs.Tab value="models">Language models</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="general">
          <General />
        </Tabs.Panel>
        <Tabs.Panel value="models">
          <LanguageModels />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}

/** What is kept in the settings file. */
function General() {
  const state = stateOf(useQuery(settingsQuery()));
  const [secrets, setSecrets] = useState<SettingsDraft>({});
  const [plain, setPlain, forgetPlain] = useKept<SettingsDraft>(pageScope, "settings", {});
  const names = state.status === "ready" ? state.data.filter(isSecret).map(({ name }) => name) : [];
  const setDraft = (draft: SettingsDraft) => {
    const entries = Object.entries(draft);
    setSecrets(Object.fromEntries(entries.filter(([name]) => names.includes(name))));
    setPlain(Object.fromEntries(entries.filter(([name]) => !names.includes(name))));
  };
  const draft = { ...plain, ...secrets };
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call("saveSettings", { body: draft as never }),
    onSuccess: (settings) => {
      setSecrets({});
      forgetPlain();
      queryClient.setQueryData(settingsQuery().queryKey, settings);
      notify({ kind: "done", message: "Settings saved." });
    },
  });
  return state.status === "ready" ? (
    <SettingsForm
      status="ready"
      settings={state.data}
      draft={draft}
      saving={isPending}
      trouble={error === null ? null : explain(error)}
      onDraft={setDraft}
      onSave={mutate}
    />
  ) : (
    <SettingsForm {...state} />
  );
}
