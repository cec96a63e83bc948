import type { PrivacyReport } from "toposcope/privacy-contract";
import type { ProjectSetting } from "toposcope/run-contract";
import type { FixtureWorld } from "./fixture-data.ts";

/** A project's own settings and the audit of its topics, as a server keeps them. */
export class FixturePrivacy {
  #settings: ProjectSetting[] = [
    { name: "model", value: "minilm", origin: "machine" },
    { name: "clustering", value: "communities", origin: "machine" },
    { name: "privacy", value: "off", origin: "machine" },
    { name: "minSources", value: 1, origin: "machine" },
  ];
  #isAudited = false;

  settings(body: string): ProjectSetting[] {
    const patch = JSON.parse(body || "{}") as Record<string, ProjectSetting["value"]>;
    this.#settings = this.#settings.map((setting) =>
      setting.name in patch
        ? { ...setting, value: patch[setting.name] ?? setting.value, origin: "project" }
        : setting,
    );
    return this.#settings;
  }

  report({ topics }: FixtureWorld, method: string): PrivacyReport {
    this.#isAudited ||= method === "POST";
    const at = "2026-11-20T10:00:00.000Z";
    const verdictOf = (id: number) =>
      id === 1
        ? {
            score: 2,
            reason: "a name that hardly any document has: “marlowe”",
            by: "rules",
            at,
            stale: false,
          }
        : { score: 5, reason: "nothing personal was found in it", by: "rules", at, stale: false };
    return {
      privacy: "off",
      minSources: 1,
      run: 1,
      topics: topics.map(({ id, layer, name, documents }) => ({
        topic: id,
        layer,
        name,
        documents,
        hidden: null,
        verdict: this.#isAudited ? verdictOf(id) : null,
      })),
    };
  }
}
