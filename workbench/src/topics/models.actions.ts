import { readFile } from "node:fs/promises";
import {
  combineModels,
  decodeTopicModel,
  encodeTopicModel,
  InputError,
  type TopicModel,
} from "@toposcope/algorithms";
import type { Context } from "../context.ts";
import { stampKey } from "../embedding/stamp.ts";
import { ToposcopeError } from "../errors.ts";
import type { Embedder } from "../providers/embedder.ts";
import { currentRun, requireProject } from "../store/project.ts";
import type { CombinedTopics } from "../topic-contract.ts";
import { shownTopicModel } from "./shown-model.actions.ts";

const builtInEmbedders = ["minilm", "static"];

/** What the analysis that is shown left behind to place other texts, as one file. @throws ToposcopeError NO_ANALYSIS, NO_TOPIC_MODEL */
export async function saveModel(
  { db }: Pick<Context, "db">,
  { project }: { project: string },
): Promise<{ file: Uint8Array; run: number; topics: number; texts: number }> {
  const { id } = await requireProject(db, project);
  const run = await currentRun(db, id);
  if (!run) throw new ToposcopeError("NO_ANALYSIS", `project ${project} has no topics yet`);
  const model = await shownTopicModel(db, run.id);
  if (!model) throw new ToposcopeError("NO_TOPIC_MODEL", `analysis ${run.number} left no model behind`);
  const topics = model.layers[model.suggested]?.topics.length ?? 0;
  return { file: encodeTopicModel(model), run: run.number, topics, texts: model.texts.count };
}

/** Reads a saved model. @throws ToposcopeError PATH_NOT_FOUND, TOPIC_MODEL_UNREADABLE */
export async function readModelFile(path: string): Promise<TopicModel> {
  const content = await readFile(path).catch((cause: Error) => {
    throw new ToposcopeError("PATH_NOT_FOUND", `${path} cannot be read: ${cause.message}`, { cause });
  });
  return asUserError(path, () => decodeTopicModel(content));
}

/**
 * Joins saved models into one.
 *
 * @returns the file of the joined model, and where the topics of each went
 * @throws ToposcopeError PATH_NOT_FOUND, TOPIC_MODEL_UNREADABLE
 */
export async function combineModelFiles({
  files,
  threshold,
}: {
  files: readonly string[];
  threshold?: number;
}): Promise<{ file: Uint8Array; combined: CombinedTopics }> {
  const models = await Promise.all(files.map(readModelFile));
  const { model, ids } = asUserError(files.join(", "), () =>
    combineModels(models, { leastSimilarity: threshold }),
  );
  const topics = model.layers[0]?.topics ?? [];
  return {
    file: encodeTopicModel(model),
    combined: {
      topics: topics.map(({ id, name, size }) => ({ id, name, size })),
      sources: ids.map((map, at) => ({
        file: files[at]!,
        topics: [...map].map(([from, to]) => ({ from, to })),
      })),
    },
  };
}

/**
 * Finds what a saved model's vectors were made with: the model of the settings, or one that comes along.
 *
 * @throws ToposcopeError MODEL_NOT_FOUND
 */
export async function embedderOf(
  { embedders, settings }: Pick<Context, "embedders" | "settings">,
  { embedding }: TopicModel,
  path: string,
): Promise<{ embedder: Embedder; name: string }> {
  for (const name of new Set([settings.model, ...builtInEmbedders])) {
    const embedder = await embedders.open(name);
    if (stampKey(embedder.stamp) === embedding) return { embedder, name };
  }
  throw new ToposcopeError("MODEL_NOT_FOUND", `the vectors of ${path} were made with ${embedding}`, {
    hint: "name that model: --model <name>",
  });
}

function asUserError<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    throw new ToposcopeError("TOPIC_MODEL_UNREADABLE", `${path}: ${cause.message}`, { cause });
  }
}
