import type { TopicEdit } from "toposcope/topic-contract";
import { formatPlural } from "./format.ts";

type Named = TopicEdit["before"];

const named = (topics: Named) =>
  topics.length === 1 ? `“${topics[0]?.name}”` : formatPlural(topics.length, "topic");

type EditText = (edit: Pick<TopicEdit, "before" | "after">) => string;

const doings: Readonly<Record<TopicEdit["kind"], EditText>> = {
  merge: ({ before }) => `the merge of ${named(before)}`,
  split: ({ before }) => `the split of ${named(before)}`,
  rename: ({ before }) => `the new name of ${named(before)}`,
  exclude: ({ before }) => `leaving out ${named(before)}`,
  reduce: ({ before, after }) => `the merge of ${named(before)} into ${after.length}`,
};

const outcomes: Readonly<Record<TopicEdit["kind"], EditText>> = {
  merge: ({ before, after }) => `${named(before)} merged into ${named(after)}.`,
  split: ({ before, after }) => `${named(before)} split into ${formatPlural(after.length, "topic")}.`,
  rename: ({ before, after }) => `${named(before)} is now called ${named(after)}.`,
  exclude: ({ before }) => `${named(before)} left out: the passages have no topic now.`,
  reduce: ({ before, after }) => `${named(before)} merged into ${formatPlural(after.length, "topic")}.`,
};

/** An edit as what undo takes back: `the merge of 3 topics`. */
export const editDoing = (edit: TopicEdit) => doings[edit.kind](edit);

/** What an edit has brought about, as a sentence. */
export const editOutcome = (edit: TopicEdit) => outcomes[edit.kind](edit);
