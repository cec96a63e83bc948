import type { AskEvent } from "toposcope/answer-contract";
import type { Problem, Run, TableDescription } from "toposcope/contract";
import type { RouteName, routes } from "toposcope/routes";
import type { Only } from "./search-asked.ts";

type Routes = typeof routes;
type Body<K extends RouteName> = Routes[K] extends { body: { _zod: { input: infer I } } } ? I : undefined;
type Query<K extends RouteName> = Routes[K] extends { query: { _zod: { input: infer I } } } ? I : undefined;
type Reply<K extends RouteName> = Routes[K]["reply"] extends { _zod: { output: infer O } } ? O : never;
type ParameterNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterNames<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;
type Parameters<K extends RouteName> = { [N in ParameterNames<Routes[K]["path"]>]: string | number };

/** The routes that the page calls. The compiler compares each with the contract, so nothing of it is bundled. */
const paths = {
  listProjects: ["GET", "/api/projects"],
  createProject: ["POST", "/api/projects"],
  getProject: ["GET", "/api/projects/:project"],
  renameProject: ["PATCH", "/api/projects/:project"],
  deleteProject: ["DELETE", "/api/projects/:project"],
  listSources: ["GET", "/api/projects/:project/sources"],
  listWatches: ["GET", "/api/projects/:project/watches"],
  addWatch: ["POST", "/api/projects/:project/watches"],
  removeWatch: ["DELETE", "/api/projects/:project/watches/:watch"],
  importFiles: ["POST", "/api/projects/:project/sources"],
  describeTable: ["POST", "/api/tables"],
  analyze: ["POST", "/api/projects/:project/runs"],
  listRuns: ["GET", "/api/projects/:project/runs"],
  getRun: ["GET", "/api/runs/:run"],
  runEvents: ["GET", "/api/runs/:run/events"],
  runTimings: ["GET", "/api/runs/:run/timings"],
  pauseRun: ["POST", "/api/runs/:run/pause"],
  resumeRun: ["POST", "/api/runs/:run/resume"],
  runDetail: ["GET", "/api/runs/:run/detail"],
  renameRun: ["PATCH", "/api/runs/:run"],
  useRun: ["POST", "/api/runs/:run/use"],
  deleteRun: ["DELETE", "/api/runs/:run"],
  compareRuns: ["GET", "/api/projects/:project/runs/compare"],
  cancelRun: ["POST", "/api/runs/:run/cancel"],
  overview: ["GET", "/api/projects/:project/overview"],
  projectEvents: ["GET", "/api/projects/:project/events"],
  listTopics: ["GET", "/api/projects/:project/topics"],
  getTopic: ["GET", "/api/projects/:project/topics/:topic"],
  listInsights: ["GET", "/api/projects/:project/insights"],
  topicInsight: ["GET", "/api/projects/:project/topics/:topic/insight"],
  previewTopic: ["POST", "/api/projects/:project/topics/:topic/preview"],
  describeTopics: ["POST", "/api/projects/:project/insights"],
  projectSettings: ["GET", "/api/projects/:project/settings"],
  saveProjectSettings: ["PATCH", "/api/projects/:project/settings"],
  searchTopics: ["GET", "/api/projects/:project/topics/search"],
  topicsOverTime: ["GET", "/api/projects/:project/topics/over-time"],
  topicsPerClass: ["GET", "/api/projects/:project/topics/per-class"],
  listTopicEdits: ["GET", "/api/projects/:project/topics/edits"],
  editTopics: ["POST", "/api/projects/:project/topics/edits"],
  undoTopicEdit: ["POST", "/api/projects/:project/topics/edits/undo"],
  redoTopicEdit: ["POST", "/api/projects/:project/topics/edits/redo"],
  topicGraph: ["GET", "/api/projects/:project/graph"],
  map: ["GET", "/api/projects/:project/map"],
  listDocuments: ["GET", "/api/projects/:project/documents"],
  getDocument: ["GET", "/api/projects/:project/documents/:document"],
  setDocumentAside: ["PATCH", "/api/projects/:project/documents/:document"],
  deleteDocument: ["DELETE", "/api/projects/:project/documents/:document"],
  getChunk: ["GET", "/api/projects/:project/chunks/:chunk"],
  search: ["GET", "/api/projects/:project/search"],
  recommend: ["GET", "/api/projects/:project/recommendations"],
  similarDocuments: ["GET", "/api/projects/:project/documents/:document/similar"],
  relatedTopics: ["GET", "/api/projects/:project/topics/:topic/related"],
  addReading: ["POST", "/api/projects/:project/readings"],
  forgetReadings: ["DELETE", "/api/projects/:project/readings"],
  ask: ["POST", "/api/projects/:project/questions"],
  listQuestions: ["GET", "/api/projects/:project/questions"],
  getQuestion: ["GET", "/api/projects/:project/questions/:question"],
  deleteQuestion: ["DELETE", "/api/projects/:project/questions/:question"],
  export: ["GET", "/api/projects/:project/export/:what"],
  facetTemplates: ["GET", "/api/facet-templates"],
  listFacets: ["GET", "/api/projects/:project/facets"],
  addFacet: ["POST", "/api/projects/:project/facets"],
  addFacetTemplate: ["POST", "/api/projects/:project/facet-templates/:template"],
  getFacet: ["GET", "/api/projects/:project/facets/:facet"],
  changeFacet: ["PATCH", "/api/projects/:project/facets/:facet"],
  removeFacet: ["DELETE", "/api/projects/:project/facets/:facet"],
  estimateFacets: ["GET", "/api/projects/:project/facet-estimate"],
  askFacets: ["POST", "/api/projects/:project/facet-runs"],
  crossFacets: ["GET", "/api/projects/:project/facets/:facet/cross"],
  documentFacets: ["GET", "/api/projects/:project/documents/:document/facets"],
  facetMapColumn: ["GET", "/api/projects/:project/facets/:facet/map-column"],
  listProviders: ["GET", "/api/providers"],
  addProvider: ["POST", "/api/providers"],
  setProvider: ["PATCH", "/api/providers/:provider"],
  removeProvider: ["DELETE", "/api/providers/:provider"],
  testProvider: ["POST", "/api/providers/:provider/test"],
  askModels: ["POST", "/api/provider-models"],
  modelPrices: ["GET", "/api/model-prices"],
  setProviderRules: ["PATCH", "/api/provider-rules"],
  costs: ["GET", "/api/costs"],
  estimate: ["GET", "/api/projects/:project/estimate"],
  privacy: ["GET", "/api/projects/:project/privacy"],
  auditTopics: ["POST", "/api/projects/:project/privacy/audit"],
  getSettings: ["GET", "/api/settings"],
  saveSettings: ["PATCH", "/api/settings"],
} as const satisfies { [K in RouteName]?: readonly [Routes[K]["method"], Routes[K]["path"]] };

type CalledRoute = keyof typeof paths;
type JsonRoute = { [K in CalledRoute]: Routes[K]["reply"] extends string ? never : K }[CalledRoute];

interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

type Input<K extends CalledRoute> = {
  [P in keyof Parameters<K>]: Parameters<K>[P];
} & (Query<K> extends undefined ? { query?: undefined } : { query?: Query<K> }) &
  (Body<K> extends undefined ? { body?: undefined } : { body: Body<K> });

/** A request that failed, with what to do about it. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: string;
  readonly status: number;
  readonly hint: string;

  constructor({ code, status, detail, hint }: Pick<Problem, "code" | "status" | "detail" | "hint">) {
    super(detail);
    this.code = code;
    this.status = status;
    this.hint = hint;
  }
}

const unreachable = (cause: unknown) =>
  Object.assign(
    new ApiError({
      code: "SERVER_UNREACHABLE",
      status: 0,
      detail: "Toposcope does not answer.",
      hint: "Check that it still runs: toposcope serve",
    }),
    { cause },
  );

/** What to tell the user about any failure. */
export function explain(error: unknown): { message: string; hint: string } {
  if (error instanceof ApiError) return { message: error.message, hint: error.hint };
  return {
    message: error instanceof Error ? error.message : String(error),
    hint: "This is a fault of the page. Load it again; if it comes back, please report it.",
  };
}

const tokenKey = "toposcope-token";

/** The bearer token for this browser tab, where the server asks for one. */
export const token = {
  get: () => sessionStorage.getItem(tokenKey),
  set: (value: string) => sessionStorage.setItem(tokenKey, value),
};

export function requestHeaders(): Record<string, string> {
  const bearer = token.get();
  return bearer === null ? {} : { authorization: `Bearer ${bearer}` };
}

/** The address of a route, its parameters filled in and its query attached: what is undefined stays away, null goes empty, of a list each. */
export function addressOf<K extends CalledRoute>(
  name: K,
  input: Parameters<K> & { query?: object | undefined },
): string {
  const values = input as Record<string, unknown>;
  const path = paths[name][1].replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(values[key])));
  const query = Object.entries(input.query ?? {}).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(
    query.flatMap(([key, value]) => [value].flat().map((one) => [key, String(one ?? "")])),
  );
  return search.size === 0 ? path : `${path}?${search}`;
}

/** The failure that a reply tells of, whatever sent it. */
export async function failureOf(status: number, read: () => Promise<string>): Promise<ApiError> {
  const text = await read().catch(() => "");
  try {
    const { code, detail, title, hint } = JSON.parse(text) as Partial<Problem>;
    if (typeof code === "string")
      return new ApiError({ code, status, detail: detail ?? title ?? code, hint: hint ?? "" });
  } catch {
    // Not problem+json: something between page and server spoke.
  }
  return new ApiError({
    code: "UNEXPECTED_REPLY",
    status,
    detail: `The server answered with status ${status}.`,
    hint: "Try again; the server's log says more.",
  });
}

async function request(method: string, address: string, init: RequestInit): Promise<Response> {
  const { signal } = init;
  const response = await fetch(address, {
    ...init,
    method,
    headers: { ...requestHeaders(), ...init.headers },
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw unreachable(error);
  });
  if (!response.ok) throw await failureOf(response.status, () => response.text());
  return response;
}

/** Calls a route that answers with JSON. */
export async function call<K extends JsonRoute>(
  name: K,
  input: Input<K>,
  { signal }: CallOptions = {},
): Promise<Reply<K>> {
  const [method] = paths[name];
  const { body } = input as { body?: unknown };
  const response = await request(method, addressOf(name, input as never), {
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    ...(signal === undefined ? {} : { signal }),
  });
  return (await response.json()) as Reply<K>;
}

/** Asks what a table, or the beginning of one, holds. */
export async function describeTable(
  content: Blob,
  name: string,
  { signal }: CallOptions = {},
): Promise<TableDescription> {
  const body = new FormData();
  body.append("files", content, name);
  const [method, path] = paths.describeTable;
  const response = await request(method, path, { body, ...(signal === undefined ? {} : { signal }) });
  return (await response.json()) as TableDescription;
}

/** Fetches the points of the map of one analysis. */
export async function fetchMap(
  { project, run }: { project: string; run: number },
  { signal }: CallOptions = {},
): Promise<ArrayBuffer> {
  const response = await request(
    "GET",
    addressOf("map", { project, query: { run } }),
    signal === undefined ? {} : { signal },
  );
  return response.arrayBuffer();
}

/** Fetches the group of each point of a map under a facet. */
export async function fetchFacetColumn(
  { run, ...of }: { project: string; facet: string; run: number },
  { signal }: CallOptions = {},
): Promise<ArrayBuffer> {
  const address = addressOf("facetMapColumn", { ...of, query: { run } });
  return (await request("GET", address, signal === undefined ? {} : { signal })).arrayBuffer();
}

/** Fetches what a route answers as bytes, for saving; needed where a plain link cannot carry the token. */
export async function fetchBlob(address: string): Promise<Blob> {
  return (await request("GET", address, {})).blob();
}

/** A server-sent event: its id, where it has one, and what it says. */
export interface SentEvent {
  readonly id: string | undefined;
  readonly data: string;
}

/** Reads server-sent events as they arrive. */
export async function* readEvents(bytes: ReadableStream<Uint8Array>): AsyncGenerator<SentEvent> {
  const decoder = new TextDecoder();
  let pending = "";
  for await (const part of readParts(bytes)) {
    pending = (pending + decoder.decode(part, { stream: true })).replaceAll("\r\n", "\n");
    const events = pending.split("\n\n");
    pending = events.pop() ?? "";
    for (const event of events) {
      const lines = event.split("\n");
      const data = fieldsOf(lines, "data");
      if (data.length > 0) yield { id: fieldsOf(lines, "id").at(-1), data: data.join("\n") };
    }
  }
}

const fieldsOf = (lines: readonly string[], name: string) =>
  lines
    .filter((line) => line.startsWith(`${name}:`))
    .map((line) => line.slice(name.length + 1).replace(/^ /, ""));

async function* readParts(bytes: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = bytes.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** A run's states as the server tells them, until it is over or the connection ends. */
export async function* watchRun(run: number, { signal }: { signal: AbortSignal }): AsyncGenerator<Run> {
  const response = await request("GET", addressOf("runEvents", { run }), {
    signal,
    headers: { accept: "text/event-stream" },
  });
  if (response.body === null) return;
  for await (const { data } of readEvents(response.body)) yield JSON.parse(data) as Run;
}

/** Asks a question: its answer step by step, `done` or `failed` the last. */
export async function* askQuestion(
  project: string,
  question: { readonly question: string; readonly after: number | undefined; readonly only: Only },
  { signal }: { signal: AbortSignal },
): AsyncGenerator<AskEvent> {
  const response = await request("POST", addressOf("ask", { project }), {
    signal,
    body: JSON.stringify(question),
    headers: { accept: "text/event-stream", "content-type": "application/json" },
  });
  if (response.body === null) return;
  for await (const { data } of readEvents(response.body)) yield JSON.parse(data) as AskEvent;
}

/** Opens the stream of what happens in a project, behind the last event that is known. */
export async function openEvents(
  project: string,
  { signal, lastId }: { signal: AbortSignal; lastId: string | undefined },
): Promise<ReadableStream<Uint8Array>> {
  const response = await request("GET", addressOf("projectEvents", { project }), {
    signal,
    headers: { accept: "text/event-stream", ...(lastId === undefined ? {} : { "last-event-id": lastId }) },
  });
  return response.body ?? new ReadableStream({ start: (stream) => stream.close() });
}

export const isOver = (run: Pick<Run, "state">) =>
  run.state === "completed" || run.state === "failed" || run.state === "cancelled";
