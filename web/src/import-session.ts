import type { Rejection, Source } from "toposcope/contract";
import { create } from "zustand";
import { ApiError, call, explain } from "./api.ts";
import { askAbout, beginOrAsk, isRefusal, type Start, useRefused } from "./busy.ts";
import { joinFiles } from "./dropped-files.ts";
import { followRun } from "./follow-run.ts";
import { keep, kept, projectScope } from "./kept.ts";
import { queryClient, refreshProject } from "./queries.ts";
import { closeDialog, openDialog } from "./store.ts";
import { type ChosenFile, type ColumnNames, uploadFiles } from "./upload.ts";
import { currentPlace, move } from "./url.ts";

interface Trouble {
  readonly message: string;
  readonly hint: string;
}

/** Where an import stands, from choosing files to topics on the map. */
export type ImportPhase =
  | { readonly phase: "choosing" }
  | { readonly phase: "sending"; readonly sent: number }
  | { readonly phase: "importing"; readonly run: number; readonly source: number }
  | { readonly phase: "analyzing"; readonly run: number; readonly source: number }
  | { readonly phase: "done"; readonly source: number; readonly taken: boolean }
  | { readonly phase: "failed"; readonly trouble: Trouble; readonly source: number | null };

export interface ImportSession {
  readonly project: string | null;
  readonly files: readonly ChosenFile[];
  readonly columns: ColumnNames;
  readonly state: ImportPhase;
}

const fresh: ImportSession = { project: null, files: [], columns: {}, state: { phase: "choosing" } };

/** One import at a time; it lives outside the dialog, which may be closed meanwhile. */
export const useImport = create<ImportSession>(() => fresh);

const setState = (state: ImportPhase) => useImport.setState({ state });

let abort = new AbortController();

export const importIsBusy = ({ phase }: ImportPhase) =>
  phase === "sending" || phase === "importing" || phase === "analyzing";

/** Adds files to the import about to start; files for another project, or after an import, begin a new one. */
export function addFiles(project: string, files: readonly ChosenFile[]): void {
  const session = useImport.getState();
  if (importIsBusy(session.state)) return;
  const continues = session.project === project && session.state.phase === "choosing";
  useImport.setState({
    ...(continues ? session : { ...fresh, columns: kept(projectScope(project), columnsKey, {}) }),
    project,
    files: joinFiles(continues ? session.files : [], files),
  });
}

export function removeFile(path: string): void {
  useImport.setState(({ files }) => ({ files: files.filter((chosen) => chosen.path !== path) }));
}

const columnsKey = "import columns";

/** Names columns of the tables about to be imported; kept until they are. */
export function setColumns(columns: ColumnNames): void {
  useImport.setState({ columns });
  keepColumns(columns);
}

function keepColumns(columns: ColumnNames | undefined): void {
  const { project } = useImport.getState();
  if (project !== null) keep(projectScope(project), columnsKey, columns);
}

/** The import under way, told to the page that this one becomes when it is loaded again. */
interface Unfinished {
  readonly project: string;
  readonly run: number;
  readonly source: number;
}

const unfinishedKey = "toposcope.import";

function remember(unfinished: Unfinished | null): void {
  if (unfinished === null) sessionStorage.removeItem(unfinishedKey);
  else sessionStorage.setItem(unfinishedKey, JSON.stringify(unfinished));
}

function recall(): Unfinished | null {
  return JSON.parse(sessionStorage.getItem(unfinishedKey) ?? "null") as Unfinished | null;
}

/** Forgets the import; one being sent is broken off, one that the server has goes on there. */
export function resetImport(): void {
  abort.abort(new DOMException("the import was left", "AbortError"));
  remember(null);
  keepColumns(undefined);
  useImport.setState(fresh);
}

const pollMs = 1_000;

/** Asks for the source until the run is over, so that rows change while files are being read. */
function pollSource(project: string): () => void {
  const timer = setInterval(
    () => void queryClient.invalidateQueries({ queryKey: ["project", project, "sources"] }),
    pollMs,
  );
  return () => clearInterval(timer);
}

/** First topics are to stand within seconds; the project's own model follows and takes their place. */
const quickModel = "static";

interface SendOptions {
  readonly project: string;
  readonly queue: boolean;
  readonly signal: AbortSignal;
}

async function send(session: ImportSession, { project, queue, signal }: SendOptions): Promise<Unfinished> {
  setState({ phase: "sending", sent: 0 });
  const started = await uploadFiles(session.files, {
    project,
    columns: session.columns,
    model: quickModel,
    queue,
    signal,
    progress: (sent) => setState({ phase: "sending", sent }),
  });
  return { project, ...started };
}

/** Waits for the analysis that the server began with the end of the import, where there was anything to find. */
async function awaitTopics({ project, run, source }: Unfinished, signal: AbortSignal): Promise<ImportPhase> {
  const runs = await call("listRuns", { project }, { signal });
  const analysis = runs.findLast(({ id, kind, queued }) => kind === "analysis" && id > run && !queued);
  if (analysis === undefined) return { phase: "done", source, taken: true };
  setState({ phase: "analyzing", source, run: analysis.id });
  const { state, error } = await followRun(analysis.id, { signal });
  await refreshProject(project);
  if (state === "completed") return { phase: "done", source, taken: true };
  return {
    phase: "failed",
    source,
    trouble: {
      message: error ?? `Finding the topics was ${state}.`,
      hint: "What was imported is kept. Resume the analysis: it goes on where it stopped.",
    },
  };
}

/** Waits until the files are read and their topics found. */
async function finish(unfinished: Unfinished, signal: AbortSignal): Promise<ImportPhase> {
  const { project, run, source } = unfinished;
  setState({ phase: "importing", run, source });
  await refreshProject(project);
  const stopPolling = pollSource(project);
  const { state, error } = await followRun(run, { signal }).finally(stopPolling);
  await refreshProject(project);
  if (state !== "completed")
    return {
      phase: "failed",
      source,
      trouble: {
        message: error ?? `The import was ${state}.`,
        hint: "What is finished stays: resume it, and it goes on behind it.",
      },
    };
  const { documents } = await call("getProject", { project }, { signal });
  if (documents === 0) return { phase: "done", source, taken: false };
  return awaitTopics(unfinished, signal);
}

/** Does the rest of an import and keeps the session at where it stands. */
async function carryOut(project: string, work: (signal: AbortSignal) => Promise<Unfinished>): Promise<void> {
  abort = new AbortController();
  const { signal } = abort;
  try {
    const unfinished = await work(signal);
    remember(unfinished);
    keepColumns(undefined);
    const outcome = await finish(unfinished, signal);
    if (signal.aborted) return;
    setState(outcome);
    if (outcome.phase === "done" && outcome.taken && currentPlace().project === project) move({ tab: "map" });
  } catch (error) {
    if (signal.aborted) return;
    if (isRefusal(error)) {
      setState({ phase: "choosing" });
      throw error;
    }
    const source = sourceOf(useImport.getState().state);
    setState({ phase: "failed", trouble: explain(error), source });
    if (error instanceof ApiError) void refreshProject(project);
  }
  remember(null);
}

/** Sends the chosen files, waits until they are read and their topics found, and shows the map. */
export async function startImport(): Promise<void> {
  const session = useImport.getState();
  const { project } = session;
  if (project === null || session.files.length === 0 || importIsBusy(session.state)) return;
  const start: Start = {
    project,
    what: "the files can be sent now, and are read",
    begin: ({ queue }) => {
      openDialog("import");
      return carryOut(project, (signal) => send(session, { project, queue, signal }));
    },
  };
  if (await isBusy(project)) askAbout(start);
  else await beginOrAsk(start);
  if (useRefused.getState().refused === start) closeDialog();
}

/** Asked before anything is sent: a refusal comes only after the last byte. */
async function isBusy(project: string): Promise<boolean> {
  const { activeRun } = await call("getProject", { project }).catch(() => ({ activeRun: null }));
  return activeRun !== null;
}

/** Goes on with an import that was under way when the page was loaded again. */
export async function resumeImport(): Promise<void> {
  const unfinished = recall();
  if (unfinished === null || importIsBusy(useImport.getState().state)) return;
  const { project, run, source } = unfinished;
  useImport.setState({ ...fresh, project, state: { phase: "importing", run, source } });
  await carryOut(project, async () => unfinished);
}

const sourceOf = (state: ImportPhase) => ("source" in state ? state.source : null);

/** One file of an import as its row shows it. */
export type FileRow = {
  readonly path: string;
  readonly size: number;
} & (
  | { readonly state: "chosen" | "waiting" | "sending" | "reading" }
  | {
      readonly state: "taken";
      readonly documents: number;
      readonly warnings: readonly string[];
      readonly rejections: readonly Rejection[];
    }
  | { readonly state: "rejected"; readonly rejections: readonly Rejection[] }
);

const isPartOf = (path: string, file: string) => path === file || path.startsWith(`${file}/`);

function outcomeOf(path: string, size: number, source: Source, over: boolean): FileRow {
  const taken = source.files.filter((file) => isPartOf(file.path, path));
  const rejections = source.rejections.filter((rejection) => isPartOf(rejection.path, path));
  const documents = taken.reduce((sum, file) => sum + file.documents, 0);
  if (taken.length > 0 && (documents > 0 || rejections.length === 0))
    return {
      path,
      size,
      state: "taken",
      documents,
      rejections,
      warnings: taken.flatMap((file) => file.warnings),
    };
  if (rejections.length > 0) return { path, size, state: "rejected", rejections };
  return over
    ? { path, size, state: "taken", documents: 0, warnings: ["Already imported, unchanged."], rejections }
    : { path, size, state: "reading" };
}

/** The rows of an import whose files this page never saw, since it was loaded again meanwhile. */
function rowsOfSource(source: Source, over: boolean): FileRow[] {
  const paths = new Set([...source.files, ...source.rejections].map(({ path }) => path));
  return [...paths].map((path) => outcomeOf(path, 0, source, over));
}

/** Says of every file where it stands; once all is over, what was not taken comes first. */
export function fileRows(session: ImportSession, source: Source | undefined): FileRow[] {
  const { files, state } = session;
  if (source === undefined) return files.length === 0 ? [] : rowsWithoutSource(session);
  const over = state.phase !== "importing";
  const rows =
    files.length === 0
      ? rowsOfSource(source, over)
      : files.map(({ path, file: { size } }) => outcomeOf(path, size, source, over));
  return over ? rows.sort((a, b) => concern(b) - concern(a)) : rows;
}

/** How much a row wants to be read. */
function concern(row: FileRow): number {
  if (row.state === "rejected") return 2;
  return row.state === "taken" && row.rejections.length + row.warnings.length > 0 ? 1 : 0;
}

/** How far sending has come. */
function rowsWithoutSource({ files, state }: ImportSession): FileRow[] {
  let start = 0;
  return files.map(({ path, file: { size } }) => {
    const end = start + size;
    const begun = state.phase === "sending" && state.sent >= start;
    const sent = state.phase === "sending" && state.sent >= end;
    start = end;
    if (state.phase === "choosing" || state.phase === "failed") return { path, size, state: "chosen" };
    if (state.phase === "sending") return { path, size, state: sent || !begun ? "waiting" : "sending" };
    return { path, size, state: "reading" };
  });
}
