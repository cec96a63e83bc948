import type { SettingName } from "../config.ts";
import type { Verb } from "./verb.ts";

/** The verbs about worker processes; `reading` are the settings that their work depends on. */
export const workerVerbs = (reading: readonly SettingName[]): readonly Verb[] => [
  {
    words: ["worker"],
    summary:
      "Work on what there is to do until Ctrl-C, on this machine as on any other with the same database",
    settings: [...reading, "embeddingKey", "embeddingAddress", "slowLog"],
    examples: [
      "toposcope worker --database postgres://toposcope@db.example/toposcope",
      "toposcope worker --workers 4 --data /srv/toposcope",
    ],
    next: "toposcope workers",
    load: async () => (await import("./worker.ts")).runWorker,
  },
  {
    words: ["workers", "list"],
    isDefault: true,
    summary: "List the worker processes on all machines, what each is at, and its last sign of life",
    examples: ["toposcope workers", "toposcope workers --database postgres://db.example/toposcope --json"],
    next: "toposcope runs",
    load: async () => (await import("./worker.ts")).listWorkersVerb,
  },
];
