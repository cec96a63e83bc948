import type { SettingView } from "toposcope/machine-contract";

const setting = (
  name: string,
  scope: SettingView["scope"],
  standard: SettingView["default"],
  about: string,
  unit: string | null = null,
): SettingView => ({
  name,
  scope,
  about,
  unit,
  value: standard,
  default: standard,
  origin: "default",
  flag: `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} <${typeof standard === "number" ? "number" : "name"}>`,
  env: `TOPOSCOPE_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
});

/** Some settings of each scope, one of them fixed by a flag. */
export const fixtureSettings = (): SettingView[] => [
  setting("workers", "machine", null, "worker processes on this machine; without it, one per core", null),
  { ...setting("port", "machine", 7_700, "port of the page and the API"), origin: "flag", value: 7_701 },
  setting("memory", "machine", 1_024, "memory one file reader may use before its file is set aside", "MB"),
  setting("debug", "machine", false, "log everything, and print stack traces with errors"),
  setting("chunkTokens", "project", 1_000, "size of a chunk, held within a fifth either way", "tokens"),
  setting(
    "model",
    "project",
    "minilm",
    "embedding model: minilm, static, a folder with an ONNX model, or an address",
  ),
  setting("clustering", "project", "communities", "how topics are found"),
  setting("privacy", "project", "off", "what is done about personal data: off, redact or strict"),
  setting("minSources", "project", 1, "topics of fewer documents are folded away", "documents"),
  setting("theme", "page", "auto", "colours of the page"),
  setting("fontSize", "page", 16, "size of the page's text", "pixels"),
  setting(
    "readingHistory",
    "page",
    true,
    "keep in the project which documents the page opens, to recommend others",
  ),
  setting("tooltips", "page", true, "show a passage when the pointer rests on its point"),
  setting("exportFormat", "page", "csv", "format of exports where none is named"),
  setting("exportResolution", "page", 300, "resolution of a map exported for print", "dots per inch"),
];
