import type { Logger } from "pino";
import type { SettingName, Settings } from "./config.ts";
import type { EmbeddingsResult } from "./contract.ts";
import type { ParserPool } from "./corpus/read/parse-file.ts";
import type { MemoryAdvice } from "./jobs/memory-advice.ts";
import type { Queue } from "./jobs/queue.ts";
import type { EmbedderSource } from "./providers/embedder.ts";
import type { Llm } from "./providers/llm.ts";
import type { RerankerSource } from "./providers/reranker.ts";
import type { Recommendations, RecommendStrategy, SimilarDocuments } from "./recommend-contract.ts";
import type { QueryDocuments, SearchFilters, SearchResult } from "./search-contract.ts";
import type { Db } from "./store/db.ts";
import type {
  DocumentSpans,
  PredictResult,
  TopicEditDone,
  TopicEditRequest,
  TopicReplay,
  TopicSearchResult,
  Tuning,
} from "./topic-contract.ts";

/** Tells the time; a test hands in its own. */
export interface Clock {
  now(): Date;
  /** Milliseconds from a fixed point, never going back: for durations. */
  monotonicMs(): number;
  /** Resolves after so long, or as soon as the signal fires. */
  sleep(milliseconds: number, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
}

/** Where and how to look for passages. */
export interface SearchOptions {
  readonly project: string;
  readonly limit: number;
  /** How much meaning counts beside words: 0 is words only, 1 meaning only; by default what suits the model. */
  readonly meaning?: number | undefined;
  readonly filters?: SearchFilters | undefined;
}

export interface SearchInput extends SearchOptions {
  readonly query: string;
  /** Look for what is like this passage or document in place of a query; itself is not found. */
  readonly like?: { readonly chunk: number } | { readonly document: number } | undefined;
  /** Passages of one document at most. */
  readonly perDocument?: number | undefined;
  /** Passages before and after each hit to hand along, of its document. */
  readonly neighbours?: number | undefined;
  /** False leaves the hits in the order of words and meaning. */
  readonly rerank?: boolean | undefined;
}

export interface SearchManyInput extends SearchOptions {
  readonly queries: readonly { readonly id: string; readonly text: string }[];
}

export interface EmbedInput {
  readonly texts: readonly string[];
  /** By default the one in the settings. */
  readonly model?: string | undefined;
}

export interface EditTopicsInput {
  readonly project: string;
  readonly edit: TopicEditRequest;
}

export interface ReplayTopicEditsInput {
  readonly project: string;
  /** Id of the run whose edits they were; by default the last one before this that was edited. */
  readonly from?: number | undefined;
  /** Leave everything as it is. */
  readonly dryRun?: boolean | undefined;
}

export interface TuneInput {
  readonly project: string;
  /** Passages to try settings on, 3,000 at most. */
  readonly sample?: number | undefined;
}

export interface PredictInput {
  /** The analysis that a project shows, or a saved model. */
  readonly of: { readonly project: string } | { readonly file: string };
  readonly texts: readonly string[];
  /** By default the suggested one. */
  readonly layer?: number | undefined;
}

export interface SearchTopicsInput {
  readonly project: string;
  readonly query: string;
  readonly limit: number;
  /** By default the suggested one. */
  readonly layer?: number | undefined;
}

export interface SpansInput {
  readonly project: string;
  readonly document: number;
  /** By default the suggested one. */
  readonly layer?: number | undefined;
}

export interface RecommendInput {
  readonly project: string;
  readonly limit: number;
  /** Whose readings to go by. */
  readonly reader?: string | undefined;
  /** Documents to find more of, and documents to find less of. */
  readonly like?: readonly number[] | undefined;
  readonly unlike?: readonly number[] | undefined;
  readonly strategy?: RecommendStrategy | undefined;
  /** 0: only what fits best; 1: only what is unlike the rest of the list. */
  readonly variety?: number | undefined;
  /** How much it counts that a document is new: 0 to 1. */
  readonly freshness?: number | undefined;
  /** Documents of one topic, while others have something. */
  readonly perTopic?: number | undefined;
  /** Days in which a reading loses half of its weight. */
  readonly halfLife?: number | undefined;
}

export interface SimilarInput {
  readonly project: string;
  readonly document: number;
  readonly limit: number;
}

/** What needs computing while somebody waits: done here in a command, in a process of its own beside a server. */
export interface Interactive {
  search(input: SearchInput): Promise<SearchResult>;
  /** The best documents for each of many queries, in the order of the queries. */
  searchMany(input: SearchManyInput): Promise<QueryDocuments[]>;
  embed(input: EmbedInput): Promise<EmbeddingsResult>;
  editTopics(input: EditTopicsInput): Promise<TopicEditDone>;
  predict(input: PredictInput): Promise<PredictResult>;
  searchTopics(input: SearchTopicsInput): Promise<TopicSearchResult>;
  documentSpans(input: SpansInput): Promise<DocumentSpans>;
  replayTopicEdits(input: ReplayTopicEditsInput): Promise<TopicReplay>;
  tune(input: TuneInput): Promise<Tuning>;
  recommend(input: RecommendInput): Promise<Recommendations>;
  similar(input: SimilarInput): Promise<SimilarDocuments>;
  /** Lets go what is kept for the next call. */
  dropCaches(): void;
  close(): Promise<void>;
}

/** Everything an action or a step may touch besides its arguments. Built in app.ts, nowhere else. */
export interface Context {
  readonly db: Db;
  readonly settings: Settings;
  /** Settings that this call was given by flag: they win over a project's. */
  readonly flagged: ReadonlySet<SettingName>;
  readonly log: Logger;
  readonly clock: Clock;
  /** A fresh unguessable id. */
  readonly newId: () => string;
  /** Where uploaded files wait for their import. */
  readonly uploadFolder: string;
  /** Name of this machine among those that share the database: files are known by it and their path. */
  readonly machine: string;
  /** Reads files in disposable children; none is started before the first file. */
  readonly parsers: () => ParserPool;
  readonly embedders: EmbedderSource;
  readonly rerankers: RerankerSource;
  readonly llm: Llm;
  /** What this process is to do about memory. */
  readonly memory: MemoryAdvice;
  /** Wakes workers. */
  readonly queue: Queue;
  readonly interactive: Interactive;
  /** Of the request or call that asked: what it starts carries it through all processes' logs. */
  readonly correlationId?: string;
}
