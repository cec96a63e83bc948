import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Watch } from "toposcope/machine-contract";
import { call, explain } from "../api.ts";
import { notify } from "../notify.ts";
import { queryClient, watchesQuery } from "../queries.ts";
import { WatchedFolders } from "../views/WatchedFolders.tsx";

const told = (error: unknown) => {
  const { message, hint } = explain(error);
  return `${message} ${hint}`;
};

/** Lets the server follow folders, and lets it stop. */
export function FollowedFolders({ project }: { project: string }) {
  const [folder, setFolder] = useState("");
  const { data: watches = [] } = useQuery(watchesQuery(project));
  const refresh = () => queryClient.invalidateQueries({ queryKey: watchesQuery(project).queryKey });
  const add = useMutation({
    mutationFn: () => call("addWatch", { project, body: { folder: folder.trim() } }),
    onSuccess: () => {
      setFolder("");
      return refresh();
    },
  });
  const remove = useMutation({
    mutationFn: ({ id }: Watch) => call("removeWatch", { project, watch: id }),
    onSuccess: (_, { folder: left }) => {
      notify({ kind: "done", message: `${left} is followed no more; its documents stay.` });
      return refresh();
    },
    onError: (error) => notify({ kind: "failed", ...explain(error) }),
  });
  return (
    <WatchedFolders
      watches={watches}
      folder={folder}
      onFolder={(next) => {
        add.reset();
        setFolder(next);
      }}
      adding={add.isPending}
      trouble={add.error === null ? null : told(add.error)}
      onAdd={() => add.mutate()}
      onRemove={(watch) => remove.mutate(watch)}
    />
  );
}
