import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { count, flagValue, settingOf } from "./setting.ts";

const setting = settingOf("machine");

/**
 * The folder for data where none is named. As root it lies where the database's own user can reach it, since
 * PostgreSQL refuses to run as root.
 */
const defaultDataFolder = () =>
  process.getuid?.() === 0 ? "/var/lib/toposcope" : join(homedir(), ".toposcope");

/** What the processes on a machine are told. */
export const machineSettings = {
  data: setting({
    flag: "--data <folder>",
    env: "TOPOSCOPE_DATA",
    value: z.string().min(1).default(defaultDataFolder),
    defaultText: "~/.toposcope, as root /var/lib/toposcope",
    about: "folder for the database, uploads and logs",
  }),
  database: setting({
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
    flag: "--workers <count>",
    env: "TOPOSCOPE_WORKERS",
    value: count(0, 256).optional(),
    defaultText: "one per core",
    about: "worker processes on this machine",
  }),
  memory: setting({
    flag: "--memory <MB>",
    env: "TOPOSCOPE_MEMORY",
    value: count(256, 1_048_576).default(1_024),
    unit: "MB",
    about: "memory one file reader may use before its file is set aside",
  }),
  memoryLimit: setting({
    flag: "--memory-limit <MB>",
    env: "TOPOSCOPE_MEMORY_LIMIT",
    value: count(64, 16_777_216).optional(),
    unit: "MB",
    defaultText: "what the machine or the container has",
    about:
      "memory for all of Toposcope's processes on this machine together, the database left out; short of it work slows down and waits",
  }),
  memoryThreshold: setting({
    flag: "--memory-threshold <percent>",
    env: "TOPOSCOPE_MEMORY_THRESHOLD",
    value: count(10, 95).default(80),
    unit: "percent",
    about: "share of the memory limit, or of the machine's memory, from which less is done at once",
  }),
  resume: setting({
    flag: "--resume <how>",
    env: "TOPOSCOPE_RESUME",
    value: z.enum(["auto", "ask"]).default("auto"),
    about:
      "what becomes of runs that were interrupted: they go on by themselves, or are paused until resumed",
  }),
  pictures: setting({
    flag: "--pictures <on>",
    env: "TOPOSCOPE_PICTURES",
    value: flagValue.default(true),
    about:
      "make provisional topics and maps while a long run reads and embeds; they take less than a tenth of its time",
  }),
  cache: setting({
    flag: "--cache <MB>",
    env: "TOPOSCOPE_CACHE",
    value: count(0, 1_048_576).default(2_048),
    unit: "MB",
    about:
      "size of each cache: what is kept though no document uses it any more; what was paid for is always kept",
  }),
  cacheAge: setting({
    flag: "--cache-age <days>",
    env: "TOPOSCOPE_CACHE_AGE",
    value: count(1, 36_500).default(90),
    unit: "days",
    about: "how long a cache keeps what nobody used since; what was paid for is always kept",
  }),
  minFree: setting({
    flag: "--min-free <MB>",
    env: "TOPOSCOPE_MIN_FREE",
    value: count(0, 1_048_576).default(256),
    unit: "MB",
    about: "room that stays free on the data folder's disk: with less, nothing is taken in and runs wait",
  }),
  maxFileSize: setting({
    flag: "--max-file-size <MB>",
    env: "TOPOSCOPE_MAX_FILE_SIZE",
    value: count(1, 1_048_576).default(200),
    unit: "MB",
    about: "largest file read as one document; tables are streamed and have no limit",
  }),
  maxUpload: setting({
    flag: "--max-upload <MB>",
    env: "TOPOSCOPE_MAX_UPLOAD",
    value: count(1, 1_048_576).default(4_096),
    unit: "MB",
    about: "most that one import through the page or the API may send",
  }),
  readTimeout: setting({
    flag: "--read-timeout <seconds>",
    env: "TOPOSCOPE_READ_TIMEOUT",
    value: count(1, 86_400).default(120),
    unit: "seconds",
    about: "longest silence of a file reader before its file is set aside",
  }),
  port: setting({
    flag: "--port <number>",
    env: "TOPOSCOPE_PORT",
    value: count(0, 65_535).default(7_700),
    about: "port of the page and the API; 0 takes any free one",
  }),
  host: setting({
    flag: "--host <address>",
    env: "TOPOSCOPE_HOST",
    value: z.string().min(1).default("127.0.0.1"),
    about: "address to listen on; anything but this machine's own needs a token",
  }),
  token: setting({
    flag: "--token <secret>",
    env: "TOPOSCOPE_TOKEN",
    value: z.string().min(16, "at least 16 characters").optional(),
    about: "secret that callers must send as a bearer token",
    secret: true,
  }),
  privateWebhooks: setting({
    flag: "--private-webhooks",
    env: "TOPOSCOPE_PRIVATE_WEBHOOKS",
    value: flagValue.default(false),
    about: "send events also to webhooks on this machine and in its networks",
  }),
  embeddingKey: setting({
    flag: "--embedding-key <secret>",
    env: "TOPOSCOPE_EMBEDDING_KEY",
    value: z.string().min(1).optional(),
    about: "key for an embedding endpoint; sent to no address but the one in --embedding-address",
    secret: true,
  }),
  embeddingAddress: setting({
    flag: "--embedding-address <url>",
    env: "TOPOSCOPE_EMBEDDING_ADDRESS",
    value: z.url({ protocol: /^https?$/ }).optional(),
    about: "endpoint that the embedding key is for; of it scheme, host and port count",
  }),
  vectorSearch: setting({
    flag: "--vector-search <where>",
    env: "TOPOSCOPE_VECTOR_SEARCH",
    value: z.enum(["auto", "memory", "pgvector"]).default("auto"),
    about:
      "where vectors are searched: in memory, in the database by pgvector, or auto: by pgvector, where the server has it, once they take up a quarter of the memory",
  }),
  keySecret: setting({
    flag: "--key-secret <secret>",
    env: "TOPOSCOPE_SECRET",
    value: z.string().min(16, "at least 16 characters").optional(),
    defaultText: "a file in the data folder",
    about: "what stored provider keys are encrypted with; the same on all machines that share a database",
    secret: true,
  }),
  slowLog: setting({
    flag: "--slow-log <milliseconds>",
    env: "TOPOSCOPE_SLOW_LOG",
    value: count(0, 3_600_000).default(1_000),
    unit: "milliseconds",
    about: "timings are logged from this duration on",
  }),
  debug: setting({
    flag: "--debug",
    env: "TOPOSCOPE_DEBUG",
    value: flagValue.default(false),
    about: "log everything, and print stack traces with errors",
  }),
  judge: setting({
    flag: "--judge <on>",
    env: "TOPOSCOPE_JUDGE",
    value: flagValue.default(false),
    about: "let the language model that writes an answer also judge whether its passages bear it out",
  }),
};
