import type { DocumentListItem } from "toposcope/contract";

export type Flag = DocumentListItem["flags"][number]["flag"];

/** What was noticed about a document, in a few words. */
export const flagTexts: Readonly<Record<Flag, string>> = {
  "exact-duplicate": "Same text as another",
  "near-duplicate": "Nearly the same as another",
  "id-used-before": "Id used before",
  "bad-date": "Impossible date",
  "empty-date": "No date",
  "odd-date-format": "Odd date format",
  "html-tags": "HTML tags in the text",
  mojibake: "Wrongly decoded text",
  "replacement-characters": "Undecodable bytes",
  "control-characters": "Control characters",
  formula: "Starts like a formula",
  repetitive: "Repeats itself",
  "personal-data": "May hold personal data",
  "too-short": "Hardly any words",
  "very-long": "Very long",
  "mostly-symbols": "Mostly digits or symbols",
  incomplete: "Partly unreadable",
};

/** Where a document stands that came after the analysis. */
export const arrivalTexts: Readonly<Record<NonNullable<DocumentListItem["arrived"]>, string>> = {
  placed: "New: placed into the topics",
  unplaced: "New: unlike all topics",
};

export const flags = Object.keys(flagTexts) as Flag[];
