import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { ToposcopeError } from "./errors.ts";
import {
  clusteringMethods,
  mapAlignments,
  mapMethods,
  type PromptPart,
  privacyModes,
  promptFault,
} from "./model.ts";

/** Who reads a setting: the processes on this machine, a project's runs, or the page alone. */
export type SettingScope = "machine" | "project" | "page";

interface SettingDefinition<T extends z.ZodType = z.ZodType> {
  readonly scope: SettingScope;
  readonly flag: string;
  readonly env: string;
  readonly value: T;
  readonly unit?: string;
  /** What the reference says in place of a default that depends on the machine. */
  readonly defaultText?: string;
  readonly about: string;
  /** Never printed, never sent to the page, never saved by it. */
  readonly secret?: boolean;
}

const setting = <T extends z.ZodType>(definition: SettingDefinition<T>) => definition;
const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const dollars = z.coerce.number().min(0).max(1_000_000);
const modelList = z
  .string()
  .regex(
    /^(none|[^\s/,]+(\/[^\s,]+)?(\s*,\s*[^\s/,]+(\/[^\s,]+)?)*)$/,
    "provider/model, several by commas, or none",
  );
const flagValue = z.preprocess(
  (value) => (value === "true" || value === "1" ? true : value === "false" || value === "0" ? false : value),
  z.boolean(),
);

const prompt = (part: PromptPart) =>
  z
    .string()
    .max(20_000)
    .check(({ value, issues }) => {
      const fault = promptFault(part, value);
      if (fault !== undefined) issues.push({ code: "custom", message: fault, input: value });
    })
    .optional();

/**
 * The folder for data where none is named. As root it lies where the database's own user can reach it, since
 * PostgreSQL refuses to run as root.
 */
export function defaultDataFolder(isRoot = process.getuid?.() === 0, home = homedir()): string {
  return isRoot ? "/var/lib/toposcope" : join(home, ".toposcope");
}

/** Every setting there is. Flag, environment variable, settings file and default all come from here. */
export const catalogue = {
  data: setting({
    scope: "machine",
    flag: "--data <folder>",
    env: "TOPOSCOPE_DATA",
    value: z
      .string()
      .min(1)
      .default(() => defaultDataFolder()),
    defaultText: "~/.toposcope, as root /var/lib/toposcope",
    about: "folder for the database, uploads and logs",
  }),
  database: setting({
    scope: "machine",
    flag: "--database <url>",
    env: "DATABASE_URL",
    value: z
      .string()
      .regex(/^postgres(ql)?:\/\//, "a postgres:// address")
      .optional(),
    about: "PostgreSQL 15 or newer to use in place of the one that comes along",
    secret: true,
  }),
  workers: setting({
    scope: "machine",
    flag: "--workers <count>",
    env: "TOPOSCOPE_WORKERS",
    value: count(0, 256).optional(),
    defaultText: "one per core",
    about: "worker processes on this machine",
  }),
  memory: setting({
    scope: "machine",
    flag: "--memory <MB>",
    env: "TOPOSCOPE_MEMORY",
    value: count(256, 1_048_576).default(1_024),
    unit: "MB",
    about: "memory one file reader may use before its file is set aside",
  }),
  memoryLimit: setting({
    scope: "machine",
    flag: "--memory-limit <MB>",
    env: "TOPOSCOPE_MEMORY_LIMIT",
    value: count(64, 16_777_216).optional(),
    unit: "MB",
    defaultText: "what the machine or the container has",
    about:
      "memory for all of Toposcope's processes on this machine together, the database left out; short of it work slows down and waits",
  }),
  memoryThreshold: setting({
    scope: "machine",
    flag: "--memory-threshold <percent>",
    env: "TOPOSCOPE_MEMORY_THRESHOLD",
    value: count(10, 95).default(80),
    unit: "percent",
    about: "share of the memory limit, or of the machine's memory, from which less is done at once",
  }),
  resume: setting({
    scope: "machine",
    flag: "--resume <how>",
    env: "TOPOSCOPE_RESUME",
    value: z.enum(["auto", "ask"]).default("auto"),
    about:
      "what becomes of runs that were interrupted: they go on by themselves, or are paused until resumed",
  }),
  pictures: setting({
    scope: "machine",
    flag: "--pictures <on>",
    env: "TOPOSCOPE_PICTURES",
    value: flagValue.default(true),
    about:
      "make provisional topics and maps while a long run embeds; they take less than a tenth of its time",
  }),
  cache: setting({
    scope: "machine",
    flag: "--cache <MB>",
    env: "TOPOSCOPE_CACHE",
    value: count(0, 1_048_576).default(2_048),
    unit: "MB",
    about:
      "size of each cache: what is kept though no document uses it any more; what was paid for is always kept",
  }),
  cacheAge: setting({
    scope: "machine",
    flag: "--cache-age <days>",
    env: "TOPOSCOPE_CACHE_AGE",
    value: count(1, 36_500).default(90),
    unit: "days",
    about: "how long a cache keeps what nobody used since; what was paid for is always kept",
  }),
  minFree: setting({
    scope: "machine",
    flag: "--min-free <MB>",
    env: "TOPOSCOPE_MIN_FREE",
    value: count(0, 1_048_576).default(256),
    unit: "MB",
    about: "room that stays free on the data folder's disk: with less, nothing is taken in and runs wait",
  }),
  maxFileSize: setting({
    scope: "machine",
    flag: "--max-file-size <MB>",
    env: "TOPOSCOPE_MAX_FILE_SIZE",
    value: count(1, 1_048_576).default(200),
    unit: "MB",
    about: "largest file read as one document; tables are streamed and have no limit",
  }),
  maxUpload: setting({
    scope: "machine",
    flag: "--max-upload <MB>",
    env: "TOPOSCOPE_MAX_UPLOAD",
    value: count(1, 1_048_576).default(4_096),
    unit: "MB",
    about: "most that one import through the page or the API may send",
  }),
  readTimeout: setting({
    scope: "machine",
    flag: "--read-timeout <seconds>",
    env: "TOPOSCOPE_READ_TIMEOUT",
    value: count(1, 86_400).default(120),
    unit: "seconds",
    about: "longest silence of a file reader before its file is set aside",
  }),
  port: setting({
    scope: "machine",
    flag: "--port <number>",
    env: "TOPOSCOPE_PORT",
    value: count(0, 65_535).default(7_700),
    about: "port of the page and the API; 0 takes any free one",
  }),
  host: setting({
    scope: "machine",
    flag: "--host <address>",
    env: "TOPOSCOPE_HOST",
    value: z.string().min(1).default("127.0.0.1"),
    about: "address to listen on; anything but this machine's own needs a token",
  }),
  token: setting({
    scope: "machine",
    flag: "--token <secret>",
    env: "TOPOSCOPE_TOKEN",
    value: z.string().min(16, "at least 16 characters").optional(),
    about: "secret that callers must send as a bearer token",
    secret: true,
  }),
  privateWebhooks: setting({
    scope: "machine",
    flag: "--private-webhooks",
    env: "TOPOSCOPE_PRIVATE_WEBHOOKS",
    value: flagValue.default(false),
    about: "send events also to webhooks on this machine and in its networks",
  }),
  embeddingKey: setting({
    scope: "machine",
    flag: "--embedding-key <secret>",
    env: "TOPOSCOPE_EMBEDDING_KEY",
    value: z.string().min(1).optional(),
    about: "key for an embedding endpoint; sent to no address but the one in --embedding-address",
    secret: true,
  }),
  embeddingAddress: setting({
    scope: "machine",
    flag: "--embedding-address <url>",
    env: "TOPOSCOPE_EMBEDDING_ADDRESS",
    value: z.url({ protocol: /^https?$/ }).optional(),
    about: "endpoint that the embedding key is for; of it scheme, host and port count",
  }),
  keySecret: setting({
    scope: "machine",
    flag: "--key-secret <secret>",
    env: "TOPOSCOPE_SECRET",
    value: z.string().min(16, "at least 16 characters").optional(),
    defaultText: "a file in the data folder",
    about: "what stored provider keys are encrypted with; the same on all machines that share a database",
    secret: true,
  }),
  slowLog: setting({
    scope: "machine",
    flag: "--slow-log <milliseconds>",
    env: "TOPOSCOPE_SLOW_LOG",
    value: count(0, 3_600_000).default(1_000),
    unit: "milliseconds",
    about: "timings are logged from this duration on",
  }),
  debug: setting({
    scope: "machine",
    flag: "--debug",
    env: "TOPOSCOPE_DEBUG",
    value: flagValue.default(false),
    about: "log everything, and print stack traces with errors",
  }),
  judge: setting({
    scope: "machine",
    flag: "--judge <on>",
    env: "TOPOSCOPE_JUDGE",
    value: flagValue.default(false),
    about: "let the language model that writes an answer also judge whether its passages bear it out",
  }),
  chunkTokens: setting({
    scope: "project",
    flag: "--chunk-size <tokens>",
    env: "TOPOSCOPE_CHUNK_SIZE",
    value: count(50, 8_000).default(1_000),
    unit: "tokens",
    about: "size of a chunk, held within a fifth either way",
  }),
  chunkOverlap: setting({
    scope: "project",
    flag: "--chunk-overlap <tokens>",
    env: "TOPOSCOPE_CHUNK_OVERLAP",
    value: count(0, 2_000).default(150),
    unit: "tokens",
    about: "tokens that a chunk shares with the one before",
  }),
  model: setting({
    scope: "project",
    flag: "--model <name>",
    env: "TOPOSCOPE_MODEL",
    value: z.string().min(1).default("minilm"),
    about: "embedding model: minilm, static, a folder with an ONNX model, or https://host/v1#model",
  }),
  reranker: setting({
    scope: "project",
    flag: "--reranker <folder>",
    env: "TOPOSCOPE_RERANKER",
    value: z.string().min(1).optional(),
    about: "folder with a cross-encoder as ONNX that puts the best passages of a search in its order",
  }),
  clustering: setting({
    scope: "project",
    flag: "--clustering <method>",
    env: "TOPOSCOPE_CLUSTERING",
    value: z.enum(clusteringMethods).default("communities"),
    about: "how topics are found: communities, density, hdbscan, hdbscan-leaf, kmeans or agglomerative",
  }),
  topics: setting({
    scope: "project",
    flag: "--topics <count>",
    env: "TOPOSCOPE_TOPICS",
    value: count(1, 10_000).optional(),
    about: "wanted number of topics; without it the data decide",
  }),
  seed: setting({
    scope: "project",
    flag: "--seed <number>",
    env: "TOPOSCOPE_SEED",
    value: count(0, 4_294_967_295).default(0),
    about: "same seed, same data, same topics",
  }),
  mapMethod: setting({
    scope: "project",
    flag: "--map <method>",
    env: "TOPOSCOPE_MAP",
    value: z.enum(mapMethods).default("pacmap"),
    about: "how the map is laid out",
  }),
  mapAlignment: setting({
    scope: "project",
    flag: "--map-alignment <kind>",
    env: "TOPOSCOPE_MAP_ALIGNMENT",
    value: z.enum(mapAlignments).default("rigid"),
    about:
      "what a new map takes from the one before: none; rigid, its orientation; anchored, the places of the texts that both have",
  }),
  primaryThreshold: setting({
    scope: "project",
    flag: "--primary <cosine>",
    env: "TOPOSCOPE_PRIMARY",
    value: z.coerce.number().min(-1).max(1).optional(),
    about:
      "relevance from which a topic is primary for a document; without it where three documents in four reach it with their main topic, since models' cosines differ",
  }),
  secondaryThreshold: setting({
    scope: "project",
    flag: "--secondary <cosine>",
    env: "TOPOSCOPE_SECONDARY",
    value: z.coerce.number().min(-1).max(1).optional(),
    about: "relevance from which a topic is secondary; without it six sevenths of the primary one",
  }),
  linkThreshold: setting({
    scope: "project",
    flag: "--link <cosine>",
    env: "TOPOSCOPE_LINK",
    value: z.coerce.number().min(-1).max(1).default(0.25),
    about: "similarity from which two topics are linked in the topic graph",
  }),
  naming: setting({
    scope: "project",
    flag: "--naming <on>",
    env: "TOPOSCOPE_NAMING",
    value: flagValue.default(true),
    about: "let a language model name the topics, where one is set up; else names are made of keywords",
  }),
  insights: setting({
    scope: "project",
    flag: "--insights <on>",
    env: "TOPOSCOPE_INSIGHTS",
    value: flagValue.default(true),
    about:
      "say what each topic's texts say: by a language model where one is set up, else in their own words",
  }),
  nameLanguage: setting({
    scope: "project",
    flag: "--name-language <language>",
    env: "TOPOSCOPE_NAME_LANGUAGE",
    value: z.string().trim().min(2).max(60).optional(),
    defaultText: "that of the documents",
    about: "language in which a model writes names and insights",
  }),
  audience: setting({
    scope: "project",
    flag: "--audience <people>",
    env: "TOPOSCOPE_AUDIENCE",
    value: z.string().trim().min(1).max(500).optional(),
    about: "for whom a model writes names and insights, and in which words they like them",
  }),
  namePrompt: setting({
    scope: "project",
    flag: "--name-prompt <text>",
    env: "TOPOSCOPE_NAME_PROMPT",
    value: prompt("name"),
    defaultText: "that of docs/insights.md",
    about: "what a model is asked for a topic's name, with {passages} and {nearby} in it",
  }),
  insightPrompt: setting({
    scope: "project",
    flag: "--insight-prompt <text>",
    env: "TOPOSCOPE_INSIGHT_PROMPT",
    value: prompt("insight"),
    defaultText: "that of docs/insights.md",
    about: "what a model is asked for a topic's insight, with {passages} in it",
  }),
  namingModel: setting({
    scope: "project",
    flag: "--naming-model <models>",
    env: "TOPOSCOPE_NAMING_MODEL",
    value: modelList.optional(),
    about:
      "language models for names: provider/model, several by commas, none; else as the providers are set up",
  }),
  insightsModel: setting({
    scope: "project",
    flag: "--insights-model <models>",
    env: "TOPOSCOPE_INSIGHTS_MODEL",
    value: modelList.optional(),
    about: "the same for what topics say",
  }),
  facetsModel: setting({
    scope: "project",
    flag: "--facets-model <models>",
    env: "TOPOSCOPE_FACETS_MODEL",
    value: modelList.optional(),
    about: "the same for facets",
  }),
  answersModel: setting({
    scope: "project",
    flag: "--answers-model <models>",
    env: "TOPOSCOPE_ANSWERS_MODEL",
    value: modelList.optional(),
    about: "the same for answers",
  }),
  budget: setting({
    scope: "project",
    flag: "--budget <dollars>",
    env: "TOPOSCOPE_BUDGET",
    value: dollars.optional(),
    unit: "US dollars",
    about: "most that the language models of one run may cost",
  }),
  projectBudget: setting({
    scope: "project",
    flag: "--project-budget <dollars>",
    env: "TOPOSCOPE_PROJECT_BUDGET",
    value: dollars.optional(),
    unit: "US dollars",
    about: "most that the language models of a project may cost, in all",
  }),
  privacy: setting({
    scope: "project",
    flag: "--privacy <how>",
    env: "TOPOSCOPE_PRIVACY",
    value: z.enum(privacyModes).default("off"),
    about:
      "off; redact, models elsewhere see placeholders for personal data; strict, topics that failed an audit are hidden too",
  }),
  minSources: setting({
    scope: "project",
    flag: "--min-sources <count>",
    env: "TOPOSCOPE_MIN_SOURCES",
    value: count(1, 1_000_000).default(1),
    unit: "documents",
    about: "topics of fewer documents are folded away: in lists, on the map, in exports and answers",
  }),
  theme: setting({
    scope: "page",
    flag: "--theme <name>",
    env: "TOPOSCOPE_THEME",
    value: z.enum(["auto", "light", "dark"]).default("auto"),
    about: "colours of the page",
  }),
  fontSize: setting({
    scope: "page",
    flag: "--font-size <pixels>",
    env: "TOPOSCOPE_FONT_SIZE",
    value: count(10, 32).default(16),
    unit: "pixels",
    about: "size of the page's text",
  }),
  tooltips: setting({
    scope: "page",
    flag: "--tooltips <on>",
    env: "TOPOSCOPE_TOOLTIPS",
    value: flagValue.default(true),
    about: "show a passage when the pointer rests on its point",
  }),
  readingHistory: setting({
    scope: "page",
    flag: "--reading-history <on>",
    env: "TOPOSCOPE_READING_HISTORY",
    value: flagValue.default(true),
    about: "keep in the project which documents the page opens, to recommend others",
  }),
  exportFormat: setting({
    scope: "page",
    flag: "--export-format <name>",
    env: "TOPOSCOPE_EXPORT_FORMAT",
    value: z.enum(["jsonl", "csv", "parquet"]).default("csv"),
    about: "format of exports where none is named",
  }),
  exportResolution: setting({
    scope: "page",
    flag: "--export-resolution <dpi>",
    env: "TOPOSCOPE_EXPORT_RESOLUTION",
    value: count(72, 1_200).default(300),
    unit: "dots per inch",
    about: "resolution of an exported map where none is named; screens have 96",
  }),
} as const;

export type SettingName = keyof typeof catalogue;
export type Settings = { readonly [K in SettingName]: z.infer<(typeof catalogue)[K]["value"]> };
export type SettingOrigin = "flag" | "environment" | "file" | "default";

export const settingNames = Object.keys(catalogue) as SettingName[];

/** What holds where nothing is set, as text for help and reference; nothing where there is no default. */
export function settingDefault(name: SettingName): string | undefined {
  const { defaultText, value } = catalogue[name];
  if (defaultText !== undefined) return defaultText;
  const fallback: unknown = (value as z.ZodType).parse(undefined);
  return fallback === undefined ? undefined : String(fallback);
}

/** The name of a setting's flag as the parser delivers it: `--chunk-size <tokens>` is `chunkSize`. */
export function flagKey(name: SettingName): string {
  const long = /^--([a-z-]+)/.exec(catalogue[name].flag)?.[1] ?? name;
  return long.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export interface ResolvedSettings {
  readonly settings: Settings;
  readonly origins: Readonly<Record<SettingName, SettingOrigin>>;
}

/**
 * Settles every setting: a flag wins over the environment, that over the settings file, that over the default.
 *
 * @param flags values by flag key, as a command line delivers them
 * @param environment the process's environment
 * @param file values by setting name, as the settings file holds them
 * @throws ToposcopeError INVALID_SETTING naming the value, where it came from and what is allowed
 */
export function resolveSettings({
  flags = {},
  environment = {},
  file = {},
}: {
  flags?: Readonly<Record<string, unknown>>;
  environment?: Readonly<Record<string, string | undefined>>;
  file?: Readonly<Record<string, unknown>>;
} = {}): ResolvedSettings {
  const settings: Record<string, unknown> = {};
  const origins: Record<string, SettingOrigin> = {};
  for (const name of settingNames) {
    const { env } = catalogue[name];
    const found: [SettingOrigin, unknown] =
      flags[flagKey(name)] !== undefined
        ? ["flag", flags[flagKey(name)]]
        : environment[env] !== undefined && environment[env] !== ""
          ? ["environment", environment[env]]
          : file[name] !== undefined
            ? ["file", file[name]]
            : ["default", undefined];
    origins[name] = found[0];
    settings[name] = parseSetting(name, found[1], found[0]);
  }
  return {
    settings: settings as Settings,
    origins: origins as ResolvedSettings["origins"],
  };
}

/** @throws ToposcopeError INVALID_SETTING */
export function parseSetting(name: SettingName, value: unknown, origin: SettingOrigin = "file"): unknown {
  const { value: schema, flag, env, secret } = catalogue[name];
  const result = (schema as z.ZodType).safeParse(value);
  if (result.success) return result.data;
  const where = { flag: flag.split(" ")[0], environment: env, file: `settings file: ${name}`, default: name }[
    origin
  ];
  const shown = secret ? "(hidden)" : JSON.stringify(value);
  throw new ToposcopeError(
    "INVALID_SETTING",
    `${where} is ${shown}; expected ${result.error.issues.map((issue) => issue.message).join(", ")}`,
  );
}
