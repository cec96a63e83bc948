import type { Context } from "../context.ts";
import { type HandedDown, handedDown, type RunSettings } from "../model.ts";
import type { ProjectRow } from "../store/project.ts";

/** What a run may be given in place of what its project hands down. */
export type AskedSettings = { readonly [K in HandedDown]?: RunSettings[K] | undefined };

/** A run's settings, and the names of those that its project would have set otherwise. */
export interface SettledSettings {
  readonly settings: RunSettings;
  readonly overridden: readonly HandedDown[];
}

/**
 * Settles what a run starts from: what is asked for wins over the flags of this call, those over what the project hands
 * down, that over this machine's settings.
 */
export function runSettings(
  { settings: machine, flagged }: Pick<Context, "settings" | "flagged">,
  { settings: own, chunkTokens, chunkOverlap }: ProjectRow,
  asked: AskedSettings = {},
): SettledSettings {
  const settled: Record<string, unknown> = {};
  const overridden: HandedDown[] = [];
  for (const name of handedDown) {
    const inherited = own[name] ?? machine[name];
    const value = asked[name] ?? (flagged.has(name) ? machine[name] : inherited);
    if (value !== undefined) settled[name] = value;
    const known = flagged.has(name) ? own[name] : inherited;
    if (value !== known && (asked[name] !== undefined || flagged.has(name))) overridden.push(name);
  }
  return { settings: { ...(settled as unknown as RunSettings), chunkTokens, chunkOverlap }, overridden };
}
