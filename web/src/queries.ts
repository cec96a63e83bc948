import {
  infiniteQueryOptions,
  keepPreviousData,
  QueryCache,
  QueryClient,
  queryOptions,
} from "@tanstack/react-query";
import type { Project, Run } from "toposcope/contract";
import { decodeMap, type MapColumns } from "toposcope/drawing";
import { ApiError, call, fetchMap, isOver } from "./api.ts";
import type { SearchAsked } from "./search-asked.ts";
import { lock } from "./store.ts";

const retriable = (error: Error) => error instanceof ApiError && (error.status === 0 || error.status === 503);

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof ApiError && error.status === 401) lock(true);
    },
  }),
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (failures, error) => failures < 2 && retriable(error) },
  },
});

const activePollMs = 5_000;
const idlePollMs = 30_000;

export const projectsQuery = () =>
  queryOptions({ queryKey: ["projects"], queryFn: ({ signal }) => call("listProjects", {}, { signal }) });

/** Asked for now and then too, for what no event tells. */
export const projectQuery = (project: string) =>
  queryOptions({
    queryKey: ["project", project],
    queryFn: ({ signal }) => call("getProject", { project }, { signal }),
    refetchInterval: ({ state }) => (state.data?.activeRun == null ? idlePollMs : activePollMs),
  });

/** What an analysis found is asked for under its run id, so that nothing of another one comes in between. */
export interface Analysis {
  readonly project: string;
  readonly run: number;
}

export const topicsQuery = ({ project, run }: Analysis) =>
  queryOptions({
    queryKey: ["project", project, "topics", run],
    queryFn: ({ signal }) => call("listTopics", { project, query: { run } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });

export const questionsQuery = (project: string) =>
  queryOptions({
    queryKey: ["project", project, "questions"],
    queryFn: ({ signal }) => call("listQuestions", { project }, { signal }),
  });

export const questionQuery = (project: string, question: number) =>
  queryOptions({
    queryKey: ["project", project, "question", question],
    queryFn: ({ signal }) => call("getQuestion", { project, question }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

const mostTopicsFound = 5;

export const topicSearchQuery = ({ project, run }: Analysis, q: string, layer: number) =>
  queryOptions({
    queryKey: ["project", project, "topic-search", run, layer, q],
    queryFn: ({ signal }) =>
      call("searchTopics", { project, query: { q, layer, limit: mostTopicsFound } }, { signal }),
    staleTime: 60_000,
  });

const timeBins = 24;
const mostClasses = 12;

export const overTimeQuery = ({ project, run }: Analysis, layer: number) =>
  queryOptions({
    queryKey: ["project", project, "over-time", run, layer],
    queryFn: ({ signal }) =>
      call("topicsOverTime", { project, query: { run, layer, bins: timeBins } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const perClassQuery = ({ project, run }: Analysis, layer: number, column: string) =>
  queryOptions({
    queryKey: ["project", project, "per-class", run, layer, column],
    queryFn: ({ signal }) =>
      call("topicsPerClass", { project, query: { run, layer, column, classes: mostClasses } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Columns that may part the documents into classes, as the first document has them. */
export const classColumnsQuery = (project: string) =>
  queryOptions({
    queryKey: ["project", project, "class-columns"],
    queryFn: async ({ signal }) => {
      const { documents } = await call("listDocuments", { project, query: { limit: 1 } }, { signal });
      const [first] = documents;
      if (first === undefined) return [];
      const { label, metadata } = await call("getDocument", { project, document: first.id }, { signal });
      return [...(label === null ? [] : ["label"]), ...Object.keys(metadata)];
    },
    staleTime: 60_000,
  });

/** What was changed by hand; asked for again after each edit. */
export const topicEditsQuery = ({ project, run }: Analysis) =>
  queryOptions({
    queryKey: ["project", project, "topic-edits", run],
    queryFn: ({ signal }) => call("listTopicEdits", { project }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

const topicsKey = ({ project, run }: Analysis) => ["project", project, "topic", run] as const;

/** What begins the key of everything that is asked about one topic. */
export const topicKey = (analysis: Analysis, topic: number) => [...topicsKey(analysis), topic] as const;

export const topicQuery = ({ project, run }: Analysis, topic: number) =>
  queryOptions({
    queryKey: [...topicKey({ project, run }, topic), "card"],
    queryFn: ({ signal }) => call("getTopic", { project, topic, query: { run } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const mapQuery = ({ project, run }: Analysis) =>
  queryOptions({
    queryKey: ["project", project, "map", run],
    queryFn: async ({ signal }): Promise<MapColumns> => ({
      ...decodeMap(await fetchMap({ project, run }, { signal })),
      run,
    }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    structuralSharing: false,
    placeholderData: keepPreviousData,
  });

export const graphQuery = ({ project, run }: Analysis, query: { layer?: number; threshold?: number }) =>
  queryOptions({
    queryKey: ["project", project, "graph", run, query],
    queryFn: ({ signal }) => call("topicGraph", { project, query: { ...query, run } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });

export interface DocumentFilter {
  readonly topic?: number;
  readonly flag?: string;
  readonly setAside?: boolean;
  readonly arrived?: "placed" | "unplaced";
  /** What they answer to facets. */
  readonly where?: readonly string[];
  /** Id of the import that they came with. */
  readonly source?: number;
  readonly text?: string;
  /** Who speaks in them; with `text`, in what they say. */
  readonly role?: string;
}

const documentsPerPage = 100;

/** @param facets whose answers are handed along */
export const documentsQuery = (
  { project, run }: { readonly project: string; readonly run: number | null },
  filter: DocumentFilter,
  facets: readonly string[],
) =>
  infiniteQueryOptions({
    queryKey: ["project", project, "documents", run, filter, facets],
    queryFn: ({ signal, pageParam }) =>
      call(
        "listDocuments",
        {
          project,
          query: {
            ...filter,
            facets,
            run: run ?? undefined,
            limit: documentsPerPage,
            cursor: pageParam ?? undefined,
          } as never,
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

/** Who speaks in a project's conversations, those of most of them first. */
export const rolesQuery = (project: string) =>
  queryOptions({
    queryKey: ["project", project, "roles"],
    queryFn: async ({ signal }) =>
      (await call("listDocuments", { project, query: { limit: 1 } }, { signal })).roles,
    staleTime: 60_000,
  });

export const documentQuery = (project: string, run: number | null, document: number) =>
  queryOptions({
    queryKey: ["project", project, "document", run, document],
    queryFn: ({ signal }) =>
      call("getDocument", { project, document, query: { run: run ?? undefined } as never }, { signal }),
  });

export const chunkQuery = ({ project, run }: Analysis, chunk: number) =>
  queryOptions({
    queryKey: ["project", project, "chunk", run, chunk],
    queryFn: ({ signal }) => call("getChunk", { project, chunk }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

const fewestHits = 10;
const mostHits = 100;

/** How many passages a search asks for: of a small project only the best, since every passage is near to any question. */
export const searchLimit = ({ chunks }: Pick<Project, "chunks">) =>
  Math.min(mostHits, Math.max(fewestHits, Math.round(chunks / 10)));

/** What a search finds; nothing is asked where nothing is searched for. */
export const searchQuery = (project: Pick<Project, "name" | "chunks">, asked: SearchAsked | null) =>
  queryOptions({
    queryKey: ["project", project.name, "search", asked, searchLimit(project)],
    queryFn: ({ signal }) => {
      const { query: q, like: likeChunk, meaning, only } = asked as SearchAsked;
      const share = meaning === undefined ? undefined : meaning / 100;
      const query = { ...only, q, likeChunk, meaning: share, limit: searchLimit(project) };
      return call("search", { project: project.name, query: query as never }, { signal });
    },
    enabled: asked !== null && project.chunks > 0,
    staleTime: 60_000,
  });

export const watchesQuery = (project: string) =>
  queryOptions({
    queryKey: ["project", project, "watches"],
    queryFn: ({ signal }) => call("listWatches", { project }, { signal }),
    refetchInterval: idlePollMs,
  });

export const sourcesQuery = (project: string) =>
  queryOptions({
    queryKey: ["project", project, "sources"],
    queryFn: ({ signal }) => call("listSources", { project }, { signal }),
  });

export const runsQuery = (project: string) =>
  queryOptions({
    queryKey: ["project", project, "runs"],
    queryFn: ({ signal }) => call("listRuns", { project }, { signal }),
    refetchInterval: ({ state }) => (state.data?.some((run) => !isOver(run)) ? activePollMs : false),
  });

export const runQuery = (run: number) =>
  queryOptions({
    queryKey: ["run", run],
    queryFn: ({ signal }) => call("getRun", { run }, { signal }),
  });

/** Shows a run everywhere as the server has just told of it. */
export function keepRun(project: string, run: Run): void {
  queryClient.setQueryData(runQuery(run.id).queryKey, run);
  queryClient.setQueryData(runsQuery(project).queryKey, (known) =>
    known?.map((other) => (other.id === run.id ? run : other)),
  );
}

/** A run with its settings and how it was made. */
export const runDetailQuery = (run: number) =>
  queryOptions({
    queryKey: ["run", run, "detail"],
    queryFn: ({ signal }) => call("runDetail", { run }, { signal }),
  });

export const compareRunsQuery = (project: string, query: { a: number; b: number }) =>
  queryOptions({
    queryKey: ["project", project, "compare", query],
    queryFn: ({ signal }) => call("compareRuns", { project, query }, { signal }),
  });

export const timingsQuery = (run: number) =>
  queryOptions({
    queryKey: ["run", run, "timings"],
    queryFn: ({ signal }) => call("runTimings", { run }, { signal }),
  });

export const settingsQuery = () =>
  queryOptions({
    queryKey: ["settings"],
    queryFn: ({ signal }) => call("getSettings", {}, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const providersQuery = () =>
  queryOptions({
    queryKey: ["providers"],
    queryFn: ({ signal }) => call("listProviders", {}, { signal }),
  });

/** What models would be asked about a project, and what that would cost. */
export const estimateQuery = (project: string) =>
  queryOptions({
    queryKey: ["project", project, "estimate"],
    queryFn: ({ signal }) => call("estimate", { project }, { signal }),
  });

/** What language models cost so far, and the rules that hold for them. */
export const costsQuery = () =>
  queryOptions({
    queryKey: ["costs"],
    queryFn: ({ signal }) => call("costs", {}, { signal }),
  });

/** What there is to see of a project at a glance, while it is being worked on too. */
export const overviewQuery = (project: string, run: number | null) =>
  queryOptions({
    queryKey: ["project", project, "overview", run],
    queryFn: ({ signal }) => call("overview", { project, query: run === null ? {} : { run } }, { signal }),
    placeholderData: keepPreviousData,
  });

/** Gives up what is being asked about single topics: one of them may be gone before it is answered. */
export const leaveTopics = (analysis: Analysis) =>
  queryClient.cancelQueries({ queryKey: topicsKey(analysis) });

/** Forgets topics that are no more, so that nothing asks for them again. */
export function forgetTopics(analysis: Analysis, topics: readonly number[]): void {
  for (const topic of topics) queryClient.removeQueries({ queryKey: topicKey(analysis, topic) });
}

/** Lets everything known of a project be asked for again: something in it changed. */
export function refreshProject(project: string): Promise<unknown> {
  return Promise.all([
    queryClient.invalidateQueries({ queryKey: ["projects"] }),
    queryClient.invalidateQueries({ queryKey: ["project", project] }),
  ]);
}
