import { z } from "zod";
import { count, flagValue, settingOf } from "./setting.ts";

const setting = settingOf("page");

/** What the page alone is told. */
export const pageSettings = {
  theme: setting({
    flag: "--theme <name>",
    env: "TOPOSCOPE_THEME",
    value: z.enum(["auto", "light", "dark"]).default("auto"),
    about: "colours of the page",
  }),
  fontSize: setting({
    flag: "--font-size <pixels>",
    env: "TOPOSCOPE_FONT_SIZE",
    value: count(10, 32).default(16),
    unit: "pixels",
    about: "size of the page's text",
  }),
  tooltips: setting({
    flag: "--tooltips <on>",
    env: "TOPOSCOPE_TOOLTIPS",
    value: flagValue.default(true),
    about: "show a passage when the pointer rests on its point",
  }),
  readingHistory: setting({
    flag: "--reading-history <on>",
    env: "TOPOSCOPE_READING_HISTORY",
    value: flagValue.default(true),
    about: "keep in the project which documents the page opens, to recommend others",
  }),
  exportFormat: setting({
    flag: "--export-format <name>",
    env: "TOPOSCOPE_EXPORT_FORMAT",
    value: z.enum(["jsonl", "csv", "parquet"]).default("csv"),
    about: "format of exports where none is named",
  }),
  exportResolution: setting({
    flag: "--export-resolution <dpi>",
    env: "TOPOSCOPE_EXPORT_RESOLUTION",
    value: count(72, 1_200).default(300),
    unit: "dots per inch",
    about: "resolution of an exported map where none is named; screens have 96",
  }),
};
