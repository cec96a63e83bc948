import { useMutation } from "@tanstack/react-query";
import { call, explain } from "../api.ts";
import { moveKept } from "../kept.ts";
import { projectsQuery, queryClient } from "../queries.ts";
import { closeDialog } from "../store.ts";
import { currentPlace, goTo } from "../url.ts";
import { sentence } from "../views/sentence.ts";

interface Change {
  readonly save: (name: string) => void;
  readonly saving: boolean;
  readonly trouble: string | null;
}

const refreshProjects = () => queryClient.invalidateQueries({ queryKey: ["projects"] });

function useChange(change: (name: string) => Promise<unknown>, then: (name: string) => void): Change {
  const { mutate, isPending, error } = useMutation({
    mutationFn: change,
    onSuccess: (_, name) => {
      void refreshProjects();
      closeDialog();
      then(name);
    },
  });
  return {
    save: (name) => mutate(name),
    saving: isPending,
    trouble: error === null ? null : [explain(error).message, explain(error).hint].map(sentence).join(" "),
  };
}

export const useCreateProject = () =>
  useChange(
    (name) => call("createProject", { body: { name } }),
    (project) => goTo({ project }),
  );

export const useRenameProject = (project: string) =>
  useChange(
    (name) => call("renameProject", { project, body: { name } }),
    (name) => {
      moveKept(project, name);
      if (currentPlace().project === project) goTo({ ...currentPlace(), project: name }, { replace: true });
    },
  );

export const useDeleteProject = (project: string) =>
  useChange(
    () => call("deleteProject", { project }),
    () => {
      moveKept(project, null);
      queryClient.setQueryData(projectsQuery().queryKey, (known) =>
        known?.filter(({ name }) => name !== project),
      );
      queryClient.removeQueries({ queryKey: ["project", project] });
      if (currentPlace().project === project) goTo({}, { replace: true });
    },
  );
