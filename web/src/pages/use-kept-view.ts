import { useEffect, useRef } from "react";
import { keep, kept, projectScope } from "../kept.ts";
import { type Dialog, type EditQuestion, type Selection, useView } from "../store.ts";

/** What is marked, selected and asked about belongs to one analysis. */
interface KeptView {
  readonly run: number;
  readonly marked: readonly number[];
  readonly question: EditQuestion | null;
  readonly outliers: boolean;
  readonly rows: readonly number[] | null;
}

/** A larger selection is quicker drawn again than kept. */
const mostRows = 50_000;

const viewOf = (run: number, { marked, question, outliers, selection }: ViewParts): KeptView => ({
  run,
  marked: [...marked],
  question,
  outliers,
  rows:
    selection === null || selection.run !== run || selection.rows.length > mostRows
      ? null
      : [...selection.rows],
});

type ViewParts = Pick<ReturnType<typeof useView.getState>, "marked" | "question" | "outliers" | "selection">;

const isEqual = (a: ViewParts, b: ViewParts) =>
  a.marked === b.marked &&
  a.question === b.question &&
  a.outliers === b.outliers &&
  a.selection === b.selection;

const selectionOf = ({ run, rows }: KeptView): Selection | null =>
  rows === null ? null : { run, rows: Uint32Array.from(rows) };

/** Brings back the dialog that was open, with what was written into it, and keeps it from then on. */
export function useKeptDialog(scope: string, dialogs: readonly Dialog[]): void {
  useEffect(() => {
    const open = kept<Partial<KeptDialog>>(scope, "dialog", {});
    const dialog = dialogs.find((known) => known === open.dialog);
    if (dialog !== undefined) useView.setState({ dialog, typed: open.typed ?? null });
    return useView.subscribe((now, before) => {
      if (now.dialog === before.dialog && now.typed === before.typed) return;
      const isKept = dialogs.some((known) => known === now.dialog);
      keep(scope, "dialog", isKept ? { dialog: now.dialog, typed: now.typed } : undefined);
    });
  }, [scope, dialogs]);
}

interface KeptDialog {
  readonly dialog: Dialog;
  readonly typed: string | null;
}

/** Brings back what was marked, selected and asked about in an analysis, and keeps it from then on. */
export function useKeptView(project: string, run: number | null): void {
  const scope = projectScope(project);
  const restored = useRef(false);
  useEffect(() => {
    if (run === null) return;
    const view = kept<KeptView | null>(scope, "view", null);
    if (!restored.current && view?.run === run) {
      const { question, outliers } = view;
      useView.setState({ question, outliers, marked: new Set(view.marked), selection: selectionOf(view) });
    }
    restored.current = true;
    return useView.subscribe((now, before) => {
      if (!isEqual(now, before)) keep(scope, "view", viewOf(run, now));
    });
  }, [scope, run]);
}
