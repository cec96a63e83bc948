/**
 * The words of Toposcope, one meaning each.
 *
 * - project     what a user owns: settings, sources, analyses
 * - source      one import: uploaded files, a folder, a table; remembers where from, when, which column mapping
 * - document    one text with metadata (title, date, language, label, any columns of its table)
 * - rejection   a file or row that was not taken, with its reason from a closed list
 * - turn        what one speaker of a conversation says at a time; a conversation is one document
 * - chunk       a passage of a document: character offsets, page range, heading path, tokens
 * - vector      embedding of a chunk's text under one model stamp
 * - run         one versioned piece of work on a project: an import, or an analysis under frozen settings
 * - picture     provisional topics and map of what a run has read and embedded so far: a run of its own beside that one
 * - description names and insights that a language model gives the topics of an analysis: a run of its own behind that one
 * - insight     what a topic's texts say: summary, themes, questions, related concepts; by a model, or taken from the texts
 * - stage       a run's named step; batch: its unit that is done or not done
 * - topic       a cluster with a name, keywords and exemplars; topics form layers from fine to coarse
 * - membership  chunk → topic with a strength; document → topic relevance is derived
 * - facet       a question asked of every document; its answers are a typed column
 */

/** Why a file or row was not taken. The list is closed: a reader picks one, never invents one. */
export const rejectionReasons = {
  "unsupported-type": "convert it to PDF, DOCX, text, Markdown, HTML, CSV, JSONL or Parquet",
  encrypted: "remove the password and import it again",
  corrupt: "the file is damaged; export or download it again",
  empty: "the file holds nothing",
  "no-text": "there is no text to read; a scan needs OCR first",
  "no-text-column": "name the column that holds the text: --text <column>",
  "too-large": "split the file, or raise the limit: --max-file-size <MB>",
  bomb: "it unpacks to far more than its size suggests; unpack it yourself and import what is inside",
  "bad-encoding": "save it as UTF-8",
  "bad-row": "mend the row in the file and import it again",
  "timed-out": "it took too long to read; split the file, or raise the limit: --read-timeout <seconds>",
  "out-of-memory": "it needs more memory than a reader may use; split the file",
  "nested-archive": "unpack the inner archive and import what is inside",
  unreadable: "check that the file exists and may be read",
} as const satisfies Record<string, string>;
export type RejectionReason = keyof typeof rejectionReasons;

/** What was noticed about a document that was taken. Flags set nothing aside silently: they are listed. */
export const qualityFlags = {
  "exact-duplicate": "the same text as another document",
  "near-duplicate": "nearly the same text as another document",
  "id-used-before": "its id belongs to an earlier document",
  "bad-date": "the date cannot be a date",
  "empty-date": "the date is missing where the others have one",
  "odd-date-format": "the date is written differently from the others",
  "html-tags": "the text holds HTML tags or entities",
  mojibake: "the text was decoded with the wrong encoding somewhere",
  "replacement-characters": "some bytes could not be decoded",
  "control-characters": "the text holds control characters or broken surrogates",
  formula: "the text starts like a spreadsheet formula",
  repetitive: "the text repeats itself",
  "personal-data": "the text seems to hold personal data",
  "too-short": "the text has hardly any words",
  "very-long": "the text is far longer than the others",
  "mostly-symbols": "the text is mostly digits or symbols",
  incomplete: "part of the file could not be read",
} as const satisfies Record<string, string>;
export type QualityFlag = keyof typeof qualityFlags;

export type MetadataValue = string | number | boolean | null | readonly MetadataValue[];
export type Metadata = Readonly<Record<string, MetadataValue>>;

/** A heading inside a document's text: its character offset, its level (1 is highest) and its words. */
export interface Heading {
  readonly offset: number;
  readonly level: number;
  readonly text: string;
}

/** What one speaker says at a time, as offsets into a conversation's text. */
export interface Turn {
  /** `user`, `assistant`, `agent`, `system`, `tool`, or the speaker's name in lower case. */
  readonly role: string;
  /** As the log calls them. */
  readonly speaker?: string;
  /** Where the mark that names the speaker starts. */
  readonly start: number;
  /** Where the words start. */
  readonly said: number;
  readonly end: number;
}

/** What speakers are called in logs, by the role they have. */
const roleNames: Readonly<Record<string, string>> = {
  user: "user human prompter customer client caller visitor guest nutzer nutzerin kunde kundin",
  assistant: "assistant ai bot chatbot gpt chatgpt model claude gemini copilot assistent",
  agent:
    "agent operator support advisor adviser representative rep berater beraterin mitarbeiter mitarbeiterin",
  system: "system developer",
  tool: "tool function observation",
};

/** The roles by their names, in lower case. */
export const roleByName: ReadonlyMap<string, string> = new Map(
  Object.entries(roleNames).flatMap(([role, names]) => names.split(" ").map((name) => [name, role] as const)),
);
const mostRoleLetters = 60;

/** The role of a speaker; undefined for one who has a name of their own. */
export const knownRole = (speaker: string): string | undefined =>
  roleByName.get(speaker.trim().toLowerCase());

/** The role of a speaker, by any of its names; one who has a name of their own is known by it. */
export function roleOf(speaker: string | undefined): string {
  if (speaker === undefined || speaker.trim() === "") return "other";
  return knownRole(speaker) ?? speaker.trim().toLowerCase().slice(0, mostRoleLetters).toWellFormed();
}

/** One text as a reader found it. Offsets are UTF-16 units into `text`; line ends are LF, no BOM. */
export interface ExtractedDocument {
  readonly text: string;
  readonly title?: string;
  /** From the id column of a table. */
  readonly externalId?: string;
  /** ISO date, `2023-08-16` or `2023-08-16T10:00:00Z`. */
  readonly date?: string;
  readonly label?: string;
  /** Path inside an archive. */
  readonly member?: string;
  /** 1-based data row of a table, line of a JSONL file, or message of a mailbox. */
  readonly row?: number;
  /** Offset at which each page starts; `pages[0]` is 0. */
  readonly pages?: readonly number[];
  readonly headings?: readonly Heading[];
  /** What was said, in order, where the text is a conversation. */
  readonly turns?: readonly Turn[];
  readonly flags?: readonly { readonly flag: QualityFlag; readonly detail?: string }[];
  readonly metadata: Metadata;
}

/** What reading one file yields, in file order. */
export type ReadEvent =
  | { readonly type: "document"; readonly document: ExtractedDocument }
  | {
      readonly type: "rejection";
      readonly member?: string;
      readonly row?: number;
      readonly reason: RejectionReason;
      readonly detail: string;
    }
  | { readonly type: "warning"; readonly member?: string; readonly row?: number; readonly message: string };

/** Which columns of a table mean what; an absent one is guessed from the data, `null` means none. */
export interface ColumnMapping {
  readonly text?: string | null;
  readonly title?: string | null;
  readonly date?: string | null;
  readonly label?: string | null;
  readonly id?: string | null;
}

/** Column names as flags and queries give them: an empty one says that no column has the role. */
export const columnMapping = (names: Readonly<Partial<Record<keyof ColumnMapping, string>>>): ColumnMapping =>
  Object.fromEntries(Object.entries(names).map(([role, name]) => [role, name === "" ? null : name]));

/** A chunk before it is stored. Offsets are UTF-16 units into the document's text. */
export interface ChunkSpan {
  /** Where the chunk's text starts, overlap with the chunk before included. */
  readonly start: number;
  /** Where the part starts that no earlier chunk holds: `text.slice(ownStart, end)` put end to end give the text. */
  readonly ownStart: number;
  readonly end: number;
  readonly tokens: number;
  /** 1-based, inclusive; absent where the document has no pages. */
  readonly pages?: readonly [first: number, last: number];
  readonly headingPath: readonly string[];
}

/** What a vector was made with; two vectors compare only under equal stamps. */
export interface ModelStamp {
  readonly id: string;
  readonly revision: string;
  readonly pooling: "mean" | "cls" | "static" | "remote";
  readonly prefix: string;
  readonly dimensions: number;
  readonly normalised: boolean;
}

/** The chunks of an analysis and which point stands for each: chunks of the same text are one point. */
export interface AnalysedChunks {
  /** Chunk ids, in order. */
  readonly chunks: readonly number[];
  /** Document id of each chunk. */
  readonly documents: readonly number[];
  /** Point of each chunk. */
  readonly points: Int32Array;
  /** First chunk, by its position, of each point. */
  readonly firsts: readonly number[];
}

/** Where a run may go from each of its states. */
export const runMoves = {
  pending: ["running", "paused", "cancelled"],
  running: ["paused", "waiting", "completed", "failed", "cancelled"],
  waiting: ["running", "paused", "failed", "cancelled"],
  paused: ["pending", "cancelled"],
  completed: [],
  failed: ["pending"],
  cancelled: ["pending"],
} as const satisfies Record<string, readonly string[]>;
export type RunState = keyof typeof runMoves;
export const runStates = Object.keys(runMoves) as [RunState, ...RunState[]];

/** The states from which a run may come into this one. */
export const statesBefore = (to: RunState): RunState[] =>
  runStates.filter((from) => (runMoves[from] as readonly RunState[]).includes(to));

/** Of these a project has one at most, besides those that stand in line. */
export const activeStates = ["pending", "running", "paused", "waiting"] as const satisfies RunState[];

/** What a run can wait for, and how to say so. */
export const waitReasons = {
  provider: "an outside model does not answer",
  disk: "there is no room on the disk",
  memory: "memory is short",
  files: "the files cannot be reached",
  database: "the database does not answer",
} as const satisfies Record<string, string>;
export type WaitReason = keyof typeof waitReasons;
/** What can happen that others may want to hear of. */
export const eventTypes = {
  "run.state": "a run was started, paused, resumed, ended, or waits",
  "run.current": "a project shows another analysis",
  "picture.ready": "a provisional picture of a running import or analysis is there",
  "topic.changed": "topics were edited",
  "document.ready": "a document is read, embedded and placed",
  "document.deleted": "a document is gone",
} as const satisfies Record<string, string>;
export type EventType = keyof typeof eventTypes;

export const runKinds = ["import", "analysis", "picture", "description", "facets"] as const;
export type RunKind = (typeof runKinds)[number];

/** The stages of each kind of run, in order; those of a picture are the last ones of these. */
export const stages = {
  import: ["read", "prepare", "chunk", "embed", "place"],
  analysis: ["embed", "neighbors", "cluster", "map", "name"],
  picture: ["chunk", "embed", "neighbors", "cluster", "map", "name"],
  description: ["describe"],
  facets: ["ask"],
} as const satisfies Record<RunKind, readonly string[]>;
export type StageName = (typeof stages)[RunKind][number];

/** What a language model is asked for; each may have a model of its own. */
export const llmPurposes = ["naming", "insights", "facets", "answers"] as const;
export type LlmPurpose = (typeof llmPurposes)[number];

/** Whose protocol a provider of language models speaks; compatible are servers that speak OpenAI's, such as Ollama. */
export const providerKinds = [
  "openai",
  "anthropic",
  "google",
  "azure",
  "mistral",
  "openrouter",
  "compatible",
] as const;
export type ProviderKind = (typeof providerKinds)[number];

/** In which order providers are asked. */
export const routings = ["priority", "cheapest", "fastest", "round-robin"] as const;
export type Routing = (typeof routings)[number];

/** What the answers to a facet's question are. */
export const facetTypes = ["text", "category", "number", "list", "yes-no", "date"] as const;
export type FacetType = (typeof facetTypes)[number];

/** What can be told of a document without asking: from its text, or from a column of its table. */
export const facetSources = ["words", "language", "date", "sentiment", "column"] as const;
export type FacetSource = (typeof facetSources)[number];

/** One of the values that an answer may have. */
export interface FacetChoice {
  readonly name: string;
  readonly description?: string | undefined;
}

/** What decides on the answers to a facet: when it changes, its question is another one. */
export interface FacetSpec {
  readonly type: FacetType;
  /** What every document is asked; absent where the values are computed. */
  readonly question?: string | undefined;
  readonly computed?: FacetSource | undefined;
  /** Of `column`: its name. */
  readonly column?: string | undefined;
  /** The values allowed; any, where there are none. */
  readonly choices?: readonly FacetChoice[] | undefined;
  /** Of a number: the range allowed. */
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  /** Only what this role of a conversation says is asked. */
  readonly role?: string | undefined;
}

/** What a model is asked for about a topic: the purpose, and the placeholders that a prompt has, must have first. */
export const promptParts = {
  name: {
    purpose: "naming",
    required: ["passages", "nearby"],
    optional: ["keywords", "parts", "language", "audience"],
  },
  insight: {
    purpose: "insights",
    required: ["passages"],
    optional: ["name", "keywords", "nearby", "language", "audience"],
  },
} as const satisfies Record<
  string,
  { readonly purpose: LlmPurpose; readonly required: readonly string[]; readonly optional: readonly string[] }
>;
export type PromptPart = keyof typeof promptParts;

/** What is wrong with a prompt's placeholders; undefined where nothing is. */
export function promptFault(part: PromptPart, prompt: string): string | undefined {
  const { required, optional } = promptParts[part];
  const found = [...prompt.matchAll(/\{([a-z]+)\}/gi)].map(([, name = ""]) => name);
  const missing = required.filter((name) => !found.includes(name));
  if (missing.length > 0) return `a prompt with ${missing.map((name) => `{${name}}`).join(" and ")} in it`;
  const known: readonly string[] = [...required, ...optional];
  const unknown = found.find((name) => !known.includes(name));
  return unknown === undefined
    ? undefined
    : `no {${unknown}}; there are ${known.map((name) => `{${name}}`).join(", ")}`;
}

/** What is done about personal data; strict also hides topics that failed an audit. */
export const privacyModes = ["off", "redact", "strict"] as const;
export type PrivacyMode = (typeof privacyModes)[number];

/** The settings of a project that hold at once, for whatever it has. */
export const heldAtOnce = ["privacy", "minSources", "reranker"] as const;

/** How topics can be found: the clusterers of the algorithms by name, the usual one first. */
export const clusteringMethods = [
  "communities",
  "density",
  "hdbscan",
  "hdbscan-leaf",
  "kmeans",
  "agglomerative",
] as const;
export type ClusteringMethod = (typeof clusteringMethods)[number];

/** What is known of the topics beforehand. */
export type Guidance =
  /** Words of each topic: they steer what is found. */
  | {
      readonly kind: "seeds";
      readonly topics: readonly { readonly name?: string | undefined; readonly words: readonly string[] }[];
    }
  /** Topics by name: what is similar enough belongs to them, topics are found in the rest. */
  | { readonly kind: "names"; readonly names: readonly string[]; readonly threshold?: number | undefined }
  /** A column with labels of some or all documents: they steer what is found, or, supervised, are the topics. */
  | { readonly kind: "labels"; readonly column: string; readonly supervised: boolean }
  /** A column with the topics of all documents: nothing is found, they are only described. */
  | { readonly kind: "clusters"; readonly column: string };

/** How the map is laid out, and what it has of the map that the project showed before. */
export const mapMethods = ["pacmap", "umap"] as const;
export const mapAlignments = ["none", "rigid", "anchored"] as const;

/** The settings that a project hands down to its runs, and that a run may be given others of. */
export const handedDown = [
  "model",
  "clustering",
  "topics",
  "seed",
  "mapMethod",
  "mapAlignment",
  "primaryThreshold",
  "secondaryThreshold",
  "linkThreshold",
  "naming",
  "insights",
  "nameLanguage",
  "audience",
  "namePrompt",
  "insightPrompt",
  "namingModel",
  "insightsModel",
  "facetsModel",
  "answersModel",
  "budget",
  "projectBudget",
] as const satisfies (keyof RunSettings)[];
export type HandedDown = (typeof handedDown)[number];

/** Settings frozen into a run. */
export interface RunSettings {
  readonly model: string;
  readonly clustering: ClusteringMethod;
  readonly mapMethod: (typeof mapMethods)[number];
  /** Rigid: turned and scaled as a whole onto the map before. Anchored: started from it, and held near it, where it can be. */
  readonly mapAlignment: (typeof mapAlignments)[number];
  /** Wanted number of topics; absent: chosen from the data. */
  readonly topics?: number;
  readonly seed: number;
  /** Cosine from which a topic is primary or secondary for a document; absent: calibrated by the cosines that the model gives. */
  readonly primaryThreshold?: number;
  readonly secondaryThreshold?: number;
  /** Cosine from which two topics are linked. */
  readonly linkThreshold: number;
  /** Language models in place of what the providers are set up with: `provider/model`, several by commas, or `none`. */
  readonly namingModel?: string;
  readonly insightsModel?: string;
  readonly facetsModel?: string;
  readonly answersModel?: string;
  /** US dollars that a run, and all of a project, may cost. */
  readonly budget?: number;
  readonly projectBudget?: number;
  readonly guidance?: Guidance;
  /** Whether a language model may name the topics. */
  readonly naming?: boolean;
  /** Whether topics have insights. */
  readonly insights?: boolean;
  /** Language of names and insights; absent: that of the documents. */
  readonly nameLanguage?: string;
  /** For whom names and insights are written. */
  readonly audience?: string;
  /** Prompts in place of the usual ones, with placeholders. */
  readonly namePrompt?: string;
  readonly insightPrompt?: string;
  /** Description runs: the analysis whose topics it is about. */
  readonly describes?: number;
  /** The analysis whose topics this one continues: those that live on keep their ids and the names given by hand. */
  readonly updates?: number;
  readonly chunkTokens: number;
  readonly chunkOverlap: number;
  /** Import runs: what to read, absolute paths or patterns. */
  readonly paths?: readonly string[];
  /** Import runs of a followed folder: the folder, which paths are shown below; files that are gone by now are passed over. */
  readonly root?: string;
  /** Import runs: column names the user gave. */
  readonly mapping?: ColumnMapping;
  /** Models of the analyses that follow when this run has completed, first one first. */
  readonly next?: readonly string[];
  /** Facets runs: the questions, each as it was when the run began. */
  readonly facets?: {
    readonly asked: readonly { readonly id: number; readonly version: number }[];
    /** Ask again where there are answers. */
    readonly again: boolean;
    /** Ask a language model where there is one. */
    readonly byModel: boolean;
  };
}

/** How a passage is cited: its document, and its place in it from 1. */
export const passageId = (document: number, ordinal: number): string => `D${document}-C${ordinal + 1}`;
