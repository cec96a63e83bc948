import { useMutation } from "@tanstack/react-query";
import { closeLast } from "../actions.ts";
import { call, explain } from "../api.ts";
import { notify } from "../notify.ts";
import { refreshProject } from "../queries.ts";
import { askToDelete, type DocumentToDelete } from "../store.ts";
import { currentPlace } from "../url.ts";
import ConfirmDialog from "../views/ConfirmDialog.tsx";

interface DocumentDeletionProps {
  readonly project: string;
  readonly document: DocumentToDelete;
}

const close = () => askToDelete(null);

/** Asks whether a document is to go, and sees to it. */
export default function DocumentDeletion({ project, document: { id, title } }: DocumentDeletionProps) {
  const { mutate, isPending } = useMutation({
    mutationFn: () => call("deleteDocument", { project, document: id }),
    onSuccess: () => {
      close();
      if (currentPlace().document === id) closeLast();
      void refreshProject(project);
      notify({ kind: "done", message: `“${title}” is deleted.` });
    },
    onError: (error) => notify({ kind: "failed", ...explain(error) }),
  });
  return (
    <ConfirmDialog
      title={`Delete “${title}”?`}
      action="Delete"
      busy={isPending}
      onConfirm={() => mutate()}
      onClose={close}
    >
      It leaves topics, map and search at once, and cannot be brought back. The file it came from stays where
      it is.
    </ConfirmDialog>
  );
}
