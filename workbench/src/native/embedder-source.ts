import { resolve } from "node:path";
import { minilmFolder, staticFolder } from "@toposcope/model-minilm";
import { ToposcopeError } from "../errors.ts";
import type { Embedder, EmbedderSource } from "../providers/embedder.ts";
import type { EmbeddingKey } from "../providers/embedding-key.ts";
import { openEndpointEmbedder } from "../providers/openai-embedder.ts";
import { readModelManifest } from "./model-manifest.ts";
import { openStaticModel } from "./static-model.ts";
import { openTransformer } from "./transformer.ts";

export interface EmbedderSourceOptions {
  /** Threads of one run of a transformer; one process a core scales better than more threads. */
  readonly threads?: number;
  /** Key for an embedding endpoint, from the settings. */
  readonly key?: EmbeddingKey | undefined;
}

const builtInFolders: Readonly<Record<string, string>> = { minilm: minilmFolder, static: staticFolder };

/** Opens embedders by name, each once; closing the source closes them all. */
export function embedderSource({ threads = 1, key }: EmbedderSourceOptions = {}): EmbedderSource {
  const opened = new Map<string, Promise<Embedder>>();
  const openModel = async (model: string): Promise<Embedder> => {
    if (/^https?:\/\//.test(model)) return openEndpointEmbedder(model, { key });
    const manifest = await readModelManifest(builtInFolders[model] ?? resolve(model));
    if (manifest.kind === "static") return openStaticModel(manifest);
    if (manifest.kind === "transformer") return openTransformer(manifest, threads);
    throw new ToposcopeError(
      "MODEL_INVALID",
      `${model} holds a ${manifest.kind}, expected an embedding model`,
    );
  };
  return {
    async open(model) {
      let opening = opened.get(model);
      if (opening === undefined) {
        opening = openModel(model);
        opened.set(model, opening);
        opening.catch(() => opened.delete(model));
      }
      return await opening;
    },
    async close() {
      const embedders = await Promise.allSettled(opened.values());
      opened.clear();
      for (const result of embedders) if (result.status === "fulfilled") await result.value.close();
    },
  };
}
