import { ToposcopeError } from "../errors.ts";
import {
  type TopicEdit,
  type TopicEditDone,
  topicEditDone,
  topicEditRequest,
  topicEdits,
  topicReplay,
} from "../topic-contract.ts";
import { editTopics, listTopicEdits, redoTopicEdit, undoTopicEdit } from "../topics/edit.actions.ts";
import { replayTopicEdits } from "../topics/replay.actions.ts";
import { countOption, hasOption, idArgument, listArgument, textArgument, textOption } from "./input.ts";
import type { Output } from "./output.ts";
import { formatCount, tableLines } from "./tables.ts";
import type { RunVerb, VerbInput } from "./verb.ts";

/** A verb that edits topics; what it asks for is checked against the contract, which is the same for the API. */
const edit =
  (request: (input: VerbInput) => Readonly<Record<string, unknown>>): RunVerb =>
  async (session, input) => {
    const parsed = topicEditRequest.safeParse(request(input));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new ToposcopeError("USAGE", `${issue?.path.join(" ")}: ${issue?.message}`);
    }
    const { context } = await session.open();
    const project = await session.projectName(context);
    printDone(session.output, await editTopics(context, { project, edit: parsed.data }));
    return 0;
  };

/** @throws ToposcopeError USAGE */
const ids = (input: VerbInput) =>
  listArgument(input).map((text) => idArgument({ args: [text], options: {} }));

export const mergeTopicsVerb = edit((input) => ({
  kind: "merge",
  topics: ids(input),
  name: textOption(input, "name"),
}));
export const splitTopicVerb = edit((input) => ({
  kind: "split",
  topic: idArgument(input),
  into: countOption(input, "into"),
}));
export const renameTopicVerb = edit((input) => ({
  kind: "rename",
  topic: idArgument(input),
  name: textArgument(input, 1),
}));
export const excludeTopicsVerb = edit((input) => ({ kind: "exclude", topics: ids(input) }));
export const reduceTopicsVerb = edit((input) => ({
  kind: "reduce",
  to: idArgument(input),
  layer: countOption(input, "layer"),
}));

const move =
  (action: typeof undoTopicEdit): RunVerb =>
  async (session) => {
    const { context } = await session.open();
    const project = await session.projectName(context);
    printDone(session.output, await action(context, { project }));
    return 0;
  };

export const undoTopicEditVerb = move(undoTopicEdit);
export const redoTopicEditVerb = move(redoTopicEdit);

function printDone(output: Output, done: TopicEditDone): void {
  if (output.json) output.value(topicEditDone, done);
  else output.line(`${done.edit.undone ? "taken back: " : ""}${editText(done.edit)}`);
}

export const listTopicEditsVerb: RunVerb = async (session) => {
  const { output } = session;
  const { context } = await session.open();
  const project = await session.projectName(context);
  const list = await listTopicEdits(context, { project });
  if (output.json) output.value(topicEdits, list);
  else if (list.edits.length === 0) output.line("no edits");
  else {
    const columns = [
      { head: "edit", align: "right" as const },
      { head: "what", isFlexible: true },
      { head: "" },
    ];
    const rows = list.edits.map((one) => [String(one.edit), editText(one), one.undone ? "undone" : ""]);
    for (const line of tableLines(output, columns, rows)) output.line(line);
  }
  return 0;
};

export const replayTopicEditsVerb: RunVerb = async (session, input) => {
  const { output } = session;
  const wanted = { from: countOption(input, "from"), dryRun: hasOption(input, "dryRun") };
  const { context } = await session.open();
  const project = await session.projectName(context);
  const replay = await replayTopicEdits(context, { project, ...wanted });
  if (output.json) {
    output.value(topicReplay, replay);
    return 0;
  }
  for (const { edit: one, applied, reason } of replay.edits)
    output.line(
      `${applied === null ? "not done" : "done"}: ${editText(one)}${reason === null ? "" : `: ${reason}`}`,
    );
  const done = replay.edits.filter(({ applied }) => applied !== null).length;
  output.note(
    `${done} of ${replay.edits.length} edits of analysis ${replay.from}${wanted.dryRun ? " could be done" : ""}`,
  );
  return 0;
};

const named = (topics: TopicEdit["before"]) => topics.map(({ id, name }) => `${name} (${id})`).join(", ");

function editText({ kind, before, after }: TopicEdit): string {
  const sizes = after.map(({ name, id, size }) => `${name} (${id}, ${formatCount(size)} chunks)`).join(", ");
  switch (kind) {
    case "merge":
      return `merged ${named(before)} into ${sizes}`;
    case "split":
      return `split ${named(before)} into ${sizes}`;
    case "rename":
      return `renamed ${named(before)} to ${named(after)}`;
    case "exclude":
      return `left out ${named(before)}`;
    case "reduce":
      return `merged ${before.length} topics into ${after.length}: ${sizes}`;
  }
}
