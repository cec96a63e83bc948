import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { droppedFiles } from "../dropped-files.ts";
import {
  addFiles,
  fileRows,
  importIsBusy,
  removeFile,
  resetImport,
  setColumns,
  startImport,
  useImport,
} from "../import-session.ts";
import { sourcesQuery } from "../queries.ts";
import { closeDialog, openDialog, useView } from "../store.ts";
import { describedTables, tableColumnsQuery } from "../table-columns.ts";
import { useFileDrop } from "../use-file-drop.ts";
import classes from "./ImportFlow.module.css";
import { useRun } from "./use-run-watch.ts";
import { useSteering } from "./use-steering.ts";

const ImportDialog = lazy(() => import("../views/ImportDialog.tsx"));

/** A project's page, on which files may be dropped anywhere. */
export function ImportFlow({ project, children }: { project: string; children: ReactNode }) {
  const dialog = useView((view) => view.dialog);
  const dragging = useFileDrop((dropped) => {
    openDialog("import");
    void droppedFiles(dropped).then((files) => addFiles(project, files));
  });
  return (
    <div className={classes.page}>
      {children}
      {dragging && (
        <div className={classes.veil} aria-hidden="true">
          <p>Drop to import</p>
        </div>
      )}
      {dialog === "import" && (
        <Suspense fallback={null}>
          <Import project={project} />
        </Suspense>
      )}
    </div>
  );
}

function Import({ project }: { project: string }) {
  const session = useImport();
  const [columnsOpen, setColumnsOpen] = useState(false);
  const { state, columns } = session;
  const mine = session.project === project || session.project === null || importIsBusy(state);
  const run = useRun(state.phase === "importing" || state.phase === "analyzing" ? state.run : null);
  const { steer, busyWith } = useSteering(session.project ?? project);
  const source = "source" in state ? state.source : null;
  const { data: sources } = useQuery({
    ...sourcesQuery(session.project ?? project),
    enabled: source !== null,
  });
  const rows = mine
    ? fileRows(
        session,
        sources?.find(({ id }) => id === source),
      )
    : [];
  const tables = state.phase === "choosing" ? describedTables(session.files) : [];
  const { data: table = null, isPending } = useQuery({
    ...tableColumnsQuery(tables),
    enabled: columnsOpen && tables.length > 0,
  });
  const leave = () => {
    resetImport();
    closeDialog();
  };
  return (
    <ImportDialog
      project={importIsBusy(state) ? (session.project ?? project) : project}
      state={mine ? state : { phase: "choosing" }}
      rows={rows}
      columns={columns}
      table={isPending && tables.length > 0 ? "loading" : table}
      run={run}
      onFiles={(files) => addFiles(project, files)}
      onRemove={removeFile}
      onColumns={setColumns}
      onToggleColumns={setColumnsOpen}
      onStart={() => void startImport()}
      busyWith={busyWith}
      onSteer={steer}
      onAgain={resetImport}
      onCancel={leave}
      onClose={() => (importIsBusy(state) ? closeDialog() : leave())}
    />
  );
}
