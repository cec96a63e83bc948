import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Provider, ProviderRulesChange } from "toposcope/provider-contract";
import { call, explain } from "../api.ts";
import { notify } from "../notify.ts";
import { costsQuery, providersQuery, queryClient } from "../queries.ts";
import { stateOf } from "../query-state.ts";
import { CostTables } from "../views/CostTables.tsx";
import { InPlace } from "../views/InPlace.tsx";
import { ProviderList } from "../views/ProviderList.tsx";
import { ProviderRulesForm } from "../views/ProviderRulesForm.tsx";
import { EditedProvider } from "./EditedProvider.tsx";

/** Who is asked for names, insights, facets and answers, what that may cost, and what it has cost. */
export function LanguageModels() {
  const [edited, setEdited] = useState<{ provider: Provider | null } | null>(null);
  const providers = stateOf(useQuery(providersQuery()));
  const costs = stateOf(useQuery(costsQuery()));
  const change = useMutation({
    mutationFn: async ({ name, enabled }: { name: string; enabled: boolean | null }) => {
      if (enabled === null) await call("removeProvider", { provider: name });
      else await call("setProvider", { provider: name, body: { enabled } });
    },
    onSuccess: renew,
    onError: (error) => notify({ kind: "failed", ...explain(error) }),
  });
  const test = useMutation({
    mutationFn: (name: string) => call("testProvider", { provider: name }),
    onSuccess: renew,
  });
  const rule = useMutation({
    mutationFn: (body: ProviderRulesChange) => call("setProviderRules", { body }),
    onSuccess: async () => {
      await renew();
      notify({ kind: "done", message: "Rules saved." });
    },
  });
  if (providers.status !== "ready")
    return <InPlace of={providers} rows={4} height={40} label="Fetching the providers" />;
  if (edited !== null)
    return (
      <EditedProvider
        provider={edited.provider}
        onSaved={async () => {
          setEdited(null);
          await renew();
        }}
        onClose={() => setEdited(null)}
      />
    );
  return (
    <>
      <ProviderList
        providers={providers.data}
        tests={test.data === undefined ? null : { provider: test.variables ?? "", results: test.data }}
        testing={test.isPending ? (test.variables ?? null) : null}
        trouble={test.error === null ? null : explain(test.error)}
        onAdd={() => setEdited({ provider: null })}
        onEdit={(provider) => setEdited({ provider })}
        onTest={test.mutate}
        onEnable={(name, enabled) => change.mutate({ name, enabled })}
        onRemove={(name) => change.mutate({ name, enabled: null })}
      />
      {costs.status === "ready" ? (
        <>
          <ProviderRulesForm
            key={JSON.stringify(costs.data.rules)}
            rules={costs.data.rules}
            saving={rule.isPending}
            trouble={rule.error === null ? null : explain(rule.error)}
            onSave={rule.mutate}
          />
          <CostTables costs={costs.data} />
        </>
      ) : (
        <InPlace of={costs} rows={4} height={30} label="Fetching the costs" />
      )}
    </>
  );
}

async function renew(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: providersQuery().queryKey }),
    queryClient.invalidateQueries({ queryKey: costsQuery().queryKey }),
  ]);
}
