import type { Verb, VerbArgument, VerbOption } from "./verb.ts";
import { embedding, memory } from "./verb-settings.ts";

export const inLine: VerbOption = {
  flag: "--queue",
  about: "stand in line where the project has a run under way",
};

const run: VerbArgument = { name: "<run>", about: "number of the run, from the list" };

/** What is done with runs: to steer them, to keep them, to look at them. */
export const runVerbs: readonly Verb[] = [
  {
    words: ["runs", "list"],
    isDefault: true,
    summary: "List the project's imports and analyses, newest first",
    examples: ["toposcope runs", "toposcope runs --project papers --json"],
    next: "toposcope runs show <run>",
    load: async () => (await import("./runs.ts")).listRunsVerb,
  },
  {
    words: ["runs", "show"],
    summary: "Show one run: its stages, its settings, how it was made",
    arguments: [run],
    examples: ["toposcope runs show 3", "toposcope runs show 3 --json"],
    next: "toposcope runs timings <run>",
    load: async () => (await import("./runs.ts")).showRunVerb,
  },
  {
    words: ["runs", "use"],
    summary: "Show this analysis in its project from now on: go back to it, or forward",
    arguments: [run],
    examples: ["toposcope runs use 3", "toposcope runs use 3 --json"],
    next: "toposcope topics",
    load: async () => (await import("./runs.ts")).useRunVerb,
  },
  {
    words: ["runs", "rename"],
    summary: 'Give a run a name; "" takes it away',
    arguments: [run, { name: "<name>", about: "what to call it" }],
    examples: ["toposcope runs rename 3 'before the merger'", 'toposcope runs rename 3 ""'],
    next: "toposcope runs",
    load: async () => (await import("./runs.ts")).renameRunVerb,
  },
  {
    words: ["runs", "delete"],
    summary: "Delete a run that is over, with its result",
    arguments: [run],
    examples: ["toposcope runs delete 3", "toposcope runs delete 3 --json"],
    next: "toposcope runs",
    load: async () => (await import("./runs.ts")).deleteRunVerb,
  },
  {
    words: ["runs", "pause"],
    summary: "Pause a run; what it finished stays",
    arguments: [run],
    examples: ["toposcope runs pause 3", "toposcope runs pause 3 --json"],
    next: "toposcope runs resume <run>",
    load: async () => (await import("./runs.ts")).pauseRunVerb,
  },
  {
    words: ["runs", "resume"],
    summary: "Go on with a run that is paused, waits, failed or was cancelled",
    arguments: [run],
    options: [inLine],
    settings: ["workers", ...memory, ...embedding],
    examples: ["toposcope runs resume 3", "toposcope runs resume 3 --queue"],
    next: "toposcope runs show <run>",
    load: async () => (await import("./runs.ts")).resumeRunVerb,
  },
  {
    words: ["runs", "cancel"],
    summary: "End a run; what it finished stays, and it can be resumed",
    arguments: [run],
    examples: ["toposcope runs cancel 3", "toposcope runs cancel 3 --json"],
    next: "toposcope runs",
    load: async () => (await import("./runs.ts")).cancelRunVerb,
  },
  {
    words: ["runs", "compare"],
    summary: "Tell what became of the topics of one analysis in another",
    arguments: [
      { name: "<a>", about: "number of the run to start from, from the list" },
      { name: "<b>", about: "number of the other run" },
    ],
    examples: ["toposcope runs compare 3 5", "toposcope runs compare 3 5 --json"],
    next: "toposcope runs show <run>",
    load: async () => (await import("./compare.ts")).compareRunsVerb,
  },
  {
    words: ["runs", "timings"],
    summary: "Show how long the batches of each stage took",
    arguments: [run],
    examples: ["toposcope runs timings 3", "toposcope runs timings 3 --json"],
    next: "toposcope runs reset-timings <run>",
    load: async () => (await import("./runs.ts")).runTimingsVerb,
  },
  {
    words: ["runs", "reset-timings"],
    summary: "Forget how long a run's batches took, to measure what comes from now on",
    arguments: [run],
    examples: ["toposcope runs reset-timings 3", "toposcope runs reset-timings 3 --json"],
    next: "toposcope runs timings <run>",
    load: async () => (await import("./runs.ts")).resetTimingsVerb,
  },
];
