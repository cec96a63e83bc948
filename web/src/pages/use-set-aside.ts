import { useMutation } from "@tanstack/react-query";
import { call, explain } from "../api.ts";
import { notify } from "../notify.ts";
import { refreshProject } from "../queries.ts";

/** Sets a document aside, or takes it back. */
export function useSetAside(project: string): (document: number, setAside: boolean) => void {
  const { mutate } = useMutation({
    mutationFn: ({ document, setAside }: { document: number; setAside: boolean }) =>
      call("setDocumentAside", { project, document, body: { setAside } }),
    onSuccess: ({ title }, { setAside }) => {
      void refreshProject(project);
      notify({
        kind: "done",
        message: setAside
          ? `“${title}” is set aside: the next analysis leaves it out.`
          : `“${title}” is taken back for the next analysis.`,
      });
    },
    onError: (error) => notify({ kind: "failed", ...explain(error) }),
  });
  return (document, setAside) => mutate({ document, setAside });
}
