import type { FileReader } from "./corpus/read/reader.ts";

/** Every format that can be read: its entry here is all that the rest of the program knows of it. */
export const readers: readonly FileReader[] = [
  {
    name: "text",
    extensions: ["txt", "text", "log"],
    isolated: false,
    streams: false,
    load: async () => (await import("./corpus/read/text.ts")).readText,
  },
  {
    name: "csv",
    extensions: ["csv", "tsv", "tab"],
    isolated: false,
    streams: true,
    load: async () => (await import("./corpus/read/csv.ts")).readCsv,
  },
  {
    name: "json",
    extensions: ["json"],
    isolated: false,
    streams: true,
    load: async () => (await import("./corpus/read/json.ts")).readJson,
  },
  {
    name: "jsonl",
    extensions: ["jsonl", "ndjson"],
    isolated: false,
    streams: true,
    load: async () => (await import("./corpus/read/jsonl.ts")).readJsonl,
  },
  {
    name: "parquet",
    extensions: ["parquet", "pq"],
    isolated: true,
    streams: true,
    load: async () => (await import("./corpus/read/parquet.ts")).readParquet,
  },
  {
    name: "markdown",
    extensions: ["md", "markdown", "mdown"],
    isolated: false,
    streams: false,
    load: async () => (await import("./corpus/read/markdown.ts")).readMarkdown,
  },
  {
    name: "html",
    extensions: ["html", "htm", "xhtml"],
    isolated: true,
    streams: false,
    load: async () => (await import("./corpus/read/html.ts")).readHtml,
  },
  {
    name: "docx",
    extensions: ["docx", "docm"],
    isolated: true,
    streams: false,
    load: async () => (await import("./corpus/read/docx.ts")).readDocx,
  },
  {
    name: "pdf",
    extensions: ["pdf"],
    isolated: true,
    streams: false,
    load: async () => (await import("./corpus/read/pdf.ts")).readPdf,
  },
  {
    name: "eml",
    extensions: ["eml"],
    isolated: true,
    streams: false,
    load: async () => (await import("./corpus/read/mail.ts")).readMail,
  },
  {
    name: "mbox",
    extensions: ["mbox"],
    isolated: true,
    streams: true,
    load: async () => (await import("./corpus/read/mail.ts")).readMailbox,
  },
  {
    name: "zip",
    extensions: ["zip"],
    isolated: true,
    streams: true,
    load: async () => (await import("./corpus/read/zip.ts")).readZip,
  },
];
