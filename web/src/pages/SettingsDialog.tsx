import { Modal } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { call, explain } from "../api.ts";
import { notify } from "../notify.ts";
import { queryClient, settingsQuery } from "../queries.ts";
import { stateOf } from "../query-state.ts";
import { type SettingsDraft, SettingsForm } from "../views/SettingsForm.tsx";

/** The settings of this Toposcope, kept in its settings file. */
export default function SettingsDialog({ onClose }: { onClose: () => void }) {
  const state = stateOf(useQuery(settingsQuery()));
  const { mutate, isPending, error } = useMutation({
    mutationFn: (draft: SettingsDraft) => call("saveSettings", { body: draft as never }),
    onSuccess: (settings) => {
      queryClient.setQueryData(settingsQuery().queryKey, settings);
      notify({ kind: "done", message: "Settings saved." });
    },
  });
  return (
    <Modal opened onClose={onClose} title="Settings" size="xl">
      {state.status === "ready" ? (
        <SettingsForm
          status="ready"
          settings={state.data}
          saving={isPending}
          trouble={error === null ? null : explain(error)}
          onSave={mutate}
        />
      ) : (
        <SettingsForm {...state} />
      )}
    </Modal>
  );
}
