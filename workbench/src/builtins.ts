import type { FileReader } from "./corpus/read/reader.ts";

/** Every format that can be read: one line each. */
export const readers: readonly FileReader[] = [
  {
    name: "text",
    extensions: ["txt", "text", "log"],
    isolated: false,
    streams: false,
    load: async () => (await import("./corpus/read/text.ts")).readText,
  },
];
