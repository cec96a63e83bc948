import type { Verb } from "./verb.ts";
import { chunking } from "./verb-settings.ts";

/** What is done with whole projects. */
export const projectVerbs: readonly Verb[] = [
  {
    words: ["projects", "list"],
    isDefault: true,
    summary: "List the projects",
    examples: ["toposcope projects", "toposcope projects --json"],
    next: "toposcope projects show <name>",
    load: async () => (await import("./projects.ts")).listProjectsVerb,
  },
  {
    words: ["projects", "create"],
    summary: "Create an empty project",
    arguments: [{ name: "<name>", about: "name of the project" }],
    settings: chunking,
    examples: ["toposcope projects create papers", "toposcope projects create short --chunk-size 400"],
    next: "toposcope import <path> --project <name>",
    load: async () => (await import("./projects.ts")).createProjectVerb,
  },
  {
    words: ["projects", "show"],
    summary: "Show a project: its imports, its runs, what was not taken",
    arguments: [{ name: "[name]", about: "name of the project" }],
    examples: ["toposcope projects show papers", "toposcope projects show papers --json"],
    next: "toposcope topics --project <name>",
    load: async () => (await import("./projects.ts")).showProjectVerb,
  },
  {
    words: ["projects", "settings"],
    summary: "Show what a project hands down to its runs",
    arguments: [{ name: "[name]", about: "name of the project" }],
    examples: ["toposcope projects settings papers", "toposcope projects settings papers --json"],
    next: "toposcope projects set <name> <setting> <value>",
    load: async () => (await import("./project-settings.ts")).listProjectSettingsVerb,
  },
  {
    words: ["projects", "set"],
    summary: 'Set what a project hands down to its runs; "" takes a setting out',
    arguments: [
      { name: "<name>", about: "name of the project" },
      { name: "<setting>", about: "name of the setting, from the list" },
      { name: "<value>", about: "its value from now on" },
    ],
    examples: ["toposcope projects set papers model static", 'toposcope projects set papers topics ""'],
    next: "toposcope projects settings <name>",
    load: async () => (await import("./project-settings.ts")).setProjectSettingVerb,
  },
  {
    words: ["projects", "rename"],
    summary: "Give a project another name",
    arguments: [
      { name: "<name>", about: "name of the project" },
      { name: "<new-name>", about: "its name from now on" },
    ],
    examples: ["toposcope projects rename default papers", "toposcope projects rename papers 'Papers 2026'"],
    next: "toposcope projects",
    load: async () => (await import("./projects.ts")).renameProjectVerb,
  },
  {
    words: ["projects", "delete"],
    summary: "Delete a project with everything in it",
    arguments: [{ name: "<name>", about: "name of the project, in full" }],
    options: [{ flag: "--yes", about: "do it without asking; needed where there is no terminal" }],
    examples: ["toposcope projects delete papers", "toposcope projects delete papers --yes --json"],
    next: "toposcope projects",
    load: async () => (await import("./projects.ts")).deleteProjectVerb,
  },
];
