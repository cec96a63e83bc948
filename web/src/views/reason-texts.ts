import type { Rejection } from "toposcope/contract";

/** Why a file or row was not taken, in a few words. */
export const reasonTexts: Readonly<Record<Rejection["reason"], string>> = {
  "unsupported-type": "Unsupported type",
  encrypted: "Encrypted",
  corrupt: "Damaged",
  empty: "Empty",
  "no-text": "No text in it",
  "no-text-column": "No column of text",
  "too-large": "Too large",
  bomb: "Unpacks to far too much",
  "bad-encoding": "Unreadable encoding",
  "bad-row": "Broken row",
  "timed-out": "Took too long",
  "out-of-memory": "Needs too much memory",
  "nested-archive": "Archive in an archive",
  unreadable: "Cannot be read",
};
