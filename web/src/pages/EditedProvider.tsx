import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Provider } from "toposcope/provider-contract";
import { call, explain } from "../api.ts";
import {
  changeOf,
  draftOf,
  emptyDraft,
  modelsRequestOf,
  type ProviderDraft,
  requestOf,
  suggestedModels,
} from "../provider-draft.ts";
import { ProviderForm } from "../views/ProviderForm.tsx";

const modelPricesQuery = {
  queryKey: ["model prices"],
  queryFn: ({ signal }: { signal: AbortSignal }) => call("modelPrices", {}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
};

interface EditedProviderProps {
  /** The one that is changed; null for a new one. */
  readonly provider: Provider | null;
  readonly onSaved: () => Promise<void>;
  readonly onClose: () => void;
}

/** A provider that is being set up or changed. */
export function EditedProvider({ provider, onSaved, onClose }: EditedProviderProps) {
  const [draft, setDraft] = useState(provider === null ? emptyDraft : draftOf(provider));
  const prices = useQuery(modelPricesQuery).data ?? {};
  const save = useMutation({
    mutationFn: () =>
      provider === null
        ? call("addProvider", { body: requestOf(draft) })
        : call("setProvider", { provider: provider.name, body: changeOf(draft) }),
    onSuccess: onSaved,
  });
  const ask = useMutation({
    mutationFn: (asked: ProviderDraft) => call("askModels", { body: modelsRequestOf(asked, provider) }),
  });
  const isElsewhere = ask.variables?.kind !== draft.kind || ask.variables.baseUrl !== draft.baseUrl;
  const asked = isElsewhere ? null : (ask.data?.models ?? null);
  return (
    <ProviderForm
      provider={provider}
      draft={draft}
      saving={save.isPending}
      trouble={save.error === null ? null : explain(save.error)}
      models={{
        suggested: suggestedModels(draft, { asked, prices }),
        found: asked?.length ?? null,
        asking: ask.isPending,
        trouble: ask.error === null || isElsewhere ? null : explain(ask.error),
      }}
      onAskModels={() => ask.mutate(draft)}
      onDraft={setDraft}
      onSave={() => save.mutate()}
      onClose={onClose}
    />
  );
}
