import { useMutation, useQuery } from "@tanstack/react-query";
import { call, explain } from "../api.ts";
import { askAbout, type Start } from "../busy.ts";
import { notify } from "../notify.ts";
import { keepRun, projectQuery, refreshProject, runQuery } from "../queries.ts";
import BusyDialog from "../views/BusyDialog.tsx";

const close = () => askAbout(null);

/** Asks what is to become of a start that was refused, and sees to it. */
export default function RefusedStart({ start }: { start: Start }) {
  const { project, what } = start;
  const active = useQuery(projectQuery(project)).data?.activeRun ?? null;
  const { data: run } = useQuery({ ...runQuery(active ?? 0), enabled: active !== null });
  const { mutate, isPending } = useMutation({
    mutationFn: async ({ replaced }: { replaced: number | null }) => {
      if (replaced !== null) keepRun(project, await call("cancelRun", { run: replaced }));
      close();
      await start.begin({ queue: true });
    },
    onError: (error) => notify({ kind: "failed", ...explain(error) }),
    onSettled: () => refreshProject(project),
  });
  return (
    <BusyDialog
      what={what}
      run={run}
      busy={isPending}
      onQueue={() => mutate({ replaced: null })}
      onReplace={() => mutate({ replaced: active })}
      onClose={close}
    />
  );
}
