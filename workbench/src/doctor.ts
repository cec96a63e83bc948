import { hash } from "node:crypto";
import { existsSync } from "node:fs";
import { access, constants, readFile, rm, stat, statfs, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { minilmFolder } from "@toposcope/model-minilm";
import type { Settings } from "./config.ts";
import type { Context } from "./context.ts";
import { ToposcopeError } from "./errors.ts";
import { listCaches } from "./jobs/cache.actions.ts";
import { memoryNow } from "./jobs/memory.actions.ts";
import type { DoctorCheck } from "./machine-contract.ts";
import { makeFolder } from "./make-folder.ts";
import { rerankerSource } from "./native/cross-encoder.ts";
import { embedderSource } from "./native/embedder-source.ts";
import { embeddingKeyOf } from "./providers/embedding-key.ts";
import { openEndpointEmbedder } from "./providers/openai-embedder.ts";
import { providersReached } from "./providers/test.actions.ts";
import { readSettingsFile, settingsFilePath } from "./settings-file.ts";
import { type Db, openDb } from "./store/db.ts";
import { openEmbedded } from "./store/embedded.ts";
import { findBinaries } from "./store/embedded-binaries.ts";
import { schemaVersion } from "./store/schema-version.ts";
import { hasPgvector, openPgvector } from "./store/search-vector.ts";
import { serverVersion } from "./store/server-version.ts";

const leastNode = [24, 12] as const;
const leastPostgres = 15;
const leastDiskBytes = 1_000_000_000;
const leastMemoryBytes = 1_000_000_000;
const cachesSinceVersion = 15;
const providersSinceVersion = 15;
const vectorSearchSinceVersion = 23;
const slowestCheckMs = 60_000;

export interface DoctorOptions {
  readonly settings: Settings;
  /** Of a server that runs: its database is looked at as it is, and its port is its own. */
  readonly context?: Context;
}

/** Found to be right, in a few words; what is wrong is thrown. */
type Check = () => Promise<string> | string;

/** Looks at everything that Toposcope needs, one thing after the other, and goes on whatever is wrong. */
export async function doctor({ settings, context }: DoctorOptions): Promise<DoctorCheck[]> {
  const checks: [name: string, check: Check][] = [
    ["Node", nodeVersion],
    ["Node from npm", nodeFromNpm],
    ["native libraries", nativeLibraries],
    ["data folder", () => dataFolder(settings)],
    ["disk", () => freeDisk(settings)],
    ["memory", () => freeMemory(settings)],
    ["settings file", () => settingsFile(settings)],
    ["database", () => (context ? describeDatabase(context.db) : database(settings))],
    ["vector search", () => vectorSearch(settings, context)],
    ["caches", () => caches(settings, context)],
    ["models", modelFiles],
    ["embedding", () => embedding(settings)],
    ["reranking", () => reranking(settings)],
    ["language models", () => languageModels(settings, context)],
    ["page", page],
    ...(context ? [] : [["port", () => freePort(settings)] satisfies [string, Check]]),
    ["browser", browser],
  ];
  const results: DoctorCheck[] = [];
  for (const [name, check] of checks) results.push(await diagnose(name, check));
  return results;
}

async function diagnose(check: string, run: Check): Promise<DoctorCheck> {
  const overdue = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => overdue.reject(new Error(`no answer within ${slowestCheckMs / 1_000} seconds`)),
    slowestCheckMs,
  );
  try {
    return { check, ok: true, found: await Promise.race([run(), overdue.promise]), hint: null };
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    const hint = error instanceof ToposcopeError ? error.hint : "this should not happen: please report it";
    return { check, ok: false, found, hint };
  } finally {
    clearTimeout(timer);
  }
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1_000_000).toLocaleString("en")} MB`;

function nodeVersion(): string {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1])) {
    return `${process.versions.node} at ${process.execPath}`;
  }
  throw new ToposcopeError(
    "INTERNAL",
    `${process.versions.node}; needed is ${leastNode.join(".")} or newer`,
    {
      hint: "start it as npx toposcope, or install a newer Node",
    },
  );
}

function nodeFromNpm(): string {
  const name = `node-${process.platform}-${process.arch}`;
  try {
    return `${name} at ${dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))}`;
  } catch {
    return `${name} is not installed; not needed, since the Node that runs is new enough`;
  }
}

async function nativeLibraries(): Promise<string> {
  const { version } = await findBinaries();
  const library = fileURLToPath(import.meta.resolve("onnxruntime-node"));
  const binding = join(
    dirname(dirname(library)),
    `bin/napi-v6/${process.platform}/${process.arch}/onnxruntime_binding.node`,
  );
  if (!existsSync(binding)) {
    throw new ToposcopeError("INTERNAL", `onnxruntime-node holds no library for this machine: ${binding}`, {
      hint: "install again: npm ci; supported are Linux and macOS on x64 and arm64",
    });
  }
  return `PostgreSQL ${version} and onnxruntime for ${process.platform}-${process.arch}`;
}

async function dataFolder({ data }: Settings): Promise<string> {
  const probe = join(data, `.doctor-${process.pid}`);
  try {
    makeFolder(data);
    await writeFile(probe, "");
    await rm(probe);
    return `${data} can be written`;
  } catch (cause) {
    throw new ToposcopeError(
      "DATA_FOLDER_UNUSABLE",
      `${data} cannot be written: ${(cause as Error).message}`,
      {
        cause,
      },
    );
  }
}

async function freeDisk({ data }: Settings): Promise<string> {
  const { bavail, bsize } = await statfs(await nearestFolder(data));
  const free = bavail * bsize;
  if (free < leastDiskBytes)
    throw new ToposcopeError("DISK_FULL", `${megabytes(free)} are free under ${data}`);
  return `${megabytes(free)} are free`;
}

async function nearestFolder(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() || dirname(path) === path ? path : nearestFolder(dirname(path));
}

async function freeMemory(settings: Settings): Promise<string> {
  const { usedBytes, limitBytes, systemUsedBytes, systemBytes, inContainer, threshold } = await memoryNow({
    settings,
  });
  const free = systemBytes - systemUsedBytes;
  const where = inContainer ? " of this container" : "";
  const limit = limitBytes === null ? "no limit is set" : `the limit is ${megabytes(limitBytes)}`;
  const own = `this process uses ${megabytes(usedBytes)}, ${limit}`;
  const found = `${megabytes(free)} of ${megabytes(systemBytes)}${where} are free; ${own}, less is done at once from ${threshold * 100} %`;
  if (Math.min(free, limitBytes ?? free) >= leastMemoryBytes) return found;
  throw new ToposcopeError("MEMORY_SHORT", `${found}; ${megabytes(leastMemoryBytes)} are needed`);
}

async function describeCaches(context: Pick<Context, "db" | "settings">): Promise<string> {
  const caches = await listCaches(context);
  const held = caches.map(({ name, entries, bytes, hitRate }) => {
    const hits = hitRate === null ? "" : `, ${Math.round(hitRate * 100)} % hits`;
    return `${name} ${megabytes(bytes)} in ${entries.toLocaleString("en")} entries${hits}`;
  });
  const { cache, cacheAge } = context.settings;
  return `${held.join("; ")}; what is unused is kept up to ${megabytes(cache * 1_000_000)} each and ${cacheAge} days`;
}

async function settingsFile({ data }: Settings): Promise<string> {
  const names = Object.keys(await readSettingsFile(data));
  return names.length === 0 ? "nothing is saved" : `${settingsFilePath(data)} sets ${names.join(", ")}`;
}

async function withDatabase<T>({ data, database: url }: Settings, work: (db: Db) => Promise<T>): Promise<T> {
  const embedded = url === undefined ? await openEmbedded({ dataFolder: data, lingerMs: 0 }) : undefined;
  const db = openDb({ connection: url ?? embedded?.connection ?? "", maxConnections: 1 });
  try {
    return await work(db);
  } finally {
    await db.close();
    embedded?.close();
  }
}

async function database(settings: Settings): Promise<string> {
  const found = await withDatabase(settings, describeDatabase);
  return `${found}, ${settings.database === undefined ? "the one that comes along" : "at DATABASE_URL"}`;
}

/** What is wrong with the database is told by its own check. */
async function caches(settings: Settings, context: Context | undefined): Promise<string> {
  try {
    if (context) return await describeCaches(context);
    return await withDatabase(settings, async (db) => {
      const hasCaches = (await schemaVersion(db)) >= cachesSinceVersion;
      return hasCaches ? await describeCaches({ db, settings }) : "nothing is kept yet";
    });
  } catch (error) {
    if (error instanceof ToposcopeError) return "unknown, since the database cannot be asked";
    throw error;
  }
}

/** What is wrong with the database is told by its own check. */
async function vectorSearch(settings: Settings, context: Context | undefined): Promise<string> {
  if (settings.vectorSearch === "memory") return "in memory";
  const look = async (db: Db) => {
    if (settings.vectorSearch === "auto")
      return (await hasPgvector(db)) ? "in memory while it fits, else by pgvector" : "in memory";
    if ((await schemaVersion(db)) < vectorSearchSinceVersion) return "by pgvector, once there are tables";
    const { missing } = await openPgvector(db);
    if (missing === undefined) return "by pgvector";
    throw new ToposcopeError("PGVECTOR_MISSING", missing);
  };
  const found = await (context ? look(context.db) : withDatabase(settings, look)).catch(unlessDatabase);
  return found ?? "unknown, since the database cannot be asked";
}

async function describeDatabase(db: Db): Promise<string> {
  const version = await serverVersion(db);
  if (Number.parseInt(version, 10) < leastPostgres) {
    throw new ToposcopeError(
      "DATABASE_UNREACHABLE",
      `PostgreSQL ${version}; needed is ${leastPostgres} or newer`,
      {
        hint: "use a newer server, or unset DATABASE_URL to use the one that comes along",
      },
    );
  }
  const tables = await schemaVersion(db);
  return `PostgreSQL ${version}, ${tables === 0 ? "no tables yet" : `tables of version ${tables}`}`;
}

/** Compares the models that ship with the list of checksums that ships with them. */
async function modelFiles(): Promise<string> {
  const folder = dirname(minilmFolder.replace(/\/$/, ""));
  const list = await readFile(join(folder, "SHA256SUMS"), "utf8");
  const files = list.trim().split("\n");
  for (const line of files) {
    const [expected, file = ""] = line.split(/\s+/);
    const content = await readFile(join(folder, file)).catch(() => undefined);
    if (content !== undefined && hash("sha256", content) === expected) continue;
    throw new ToposcopeError(
      "MODEL_INVALID",
      `${file} is ${content === undefined ? "missing" : "damaged"} in ${folder}`,
      {
        hint: "install again: npm ci",
      },
    );
  }
  return `${files.length} files are as they should be`;
}

async function embedding(settings: Settings): Promise<string> {
  const { model } = settings;
  const isRemote = /^https?:\/\//.test(model);
  const source = embedderSource();
  const embedder = isRemote
    ? await openEndpointEmbedder(model, {
        key: embeddingKeyOf(settings),
        retry: { retries: 0, timeoutMs: 10_000 },
      })
    : await source.open(model);
  try {
    const { vectors } = await embedder.embed(["What is this pile of documents about?"]);
    return `${model} answers with ${vectors.length} dimensions`;
  } finally {
    await (isRemote ? embedder.close() : source.close());
  }
}

async function reranking({ reranker }: Settings): Promise<string> {
  if (reranker === undefined) return "no cross-encoder is set: passages stay as words and meaning order them";
  const source = rerankerSource();
  try {
    const model = await source.open(reranker);
    const [score = 0] = await model.score("Is there a cross-encoder?", ["There is a cross-encoder."]);
    return `${model.name} answers with ${score.toFixed(3)}`;
  } finally {
    await source.close();
  }
}

/** Lists what each provider has, which costs nothing; what is wrong with the database is told by its own check. */
async function languageModels(settings: Settings, context: Context | undefined): Promise<string> {
  const look = async (db: Db) => {
    if ((await schemaVersion(db)) < providersSinceVersion) return [];
    return await providersReached({ db, settings });
  };
  const found = await (context ? look(context.db) : withDatabase(settings, look)).catch(unlessDatabase);
  if (found === undefined) return "unknown, since the database cannot be asked";
  if (found.length === 0) return "none is set up: names and answers are taken from the texts";
  const failed = found.find(({ error }) => error !== null);
  if (failed?.error) throw failed.error;
  return found.map(({ name, text }) => `${name} ${text}`).join("; ");
}

function unlessDatabase(error: unknown): undefined {
  if (!(error instanceof ToposcopeError) || !error.code.startsWith("DATABASE_")) throw error;
}

async function page(): Promise<string> {
  const built = fileURLToPath(new URL("../page/index.html", import.meta.url));
  if (existsSync(built)) return "built";
  const source = fileURLToPath(new URL("../../web/vite.config.ts", import.meta.url));
  if (existsSync(source)) return "not built yet; toposcope serve builds it";
  throw new ToposcopeError("PAGE_MISSING", `${built} is not there`, { hint: "install toposcope again" });
}

async function freePort({ host, port, token }: Settings): Promise<string> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once("error", reject);
      probe.listen({ host, port }, resolve);
    });
    return `${port} on ${host} is free${token === undefined ? "" : ", a token is set"}`;
  } catch (cause) {
    throw new ToposcopeError("PORT_IN_USE", `port ${port} on ${host}: ${(cause as Error).message}`, {
      cause,
    });
  } finally {
    probe.close();
  }
}

async function browser(): Promise<string> {
  const { DISPLAY, WAYLAND_DISPLAY, PATH = "" } = process.env;
  const hasDisplay = process.platform === "darwin" || Boolean(DISPLAY || WAYLAND_DISPLAY);
  if (!hasDisplay) return "no display here: the page's address is printed";
  if (process.platform === "darwin") return "the page opens by itself";
  const folders = PATH.split(":").map((folder) => join(folder, "xdg-open"));
  const found = await Promise.all(
    folders.map((file) =>
      access(file, constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true)
    ? "the page opens by itself"
    : "no xdg-open here: the page's address is printed";
}
