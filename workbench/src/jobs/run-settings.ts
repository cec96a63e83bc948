import type { Context } from "../context.ts";
import type { RunSettings } from "../model.ts";
import type { ProjectRow } from "../store/project.ts";

/** The settings that a run of this project starts from. */
export function runSettings({ settings }: Context, project: ProjectRow): RunSettings {
  const { model, clustering, mapMethod, mapAlignment, topics, seed } = settings;
  const { primaryThreshold, secondaryThreshold, linkThreshold } = settings;
  const { chunkTokens, chunkOverlap } = project;
  return {
    model,
    clustering,
    mapMethod,
    mapAlignment,
    ...(topics === undefined ? {} : { topics }),
    seed,
    ...(primaryThreshold === undefined ? {} : { primaryThreshold }),
    ...(secondaryThreshold === undefined ? {} : { secondaryThreshold }),
    linkThreshold,
    chunkTokens,
    chunkOverlap,
  };
}
