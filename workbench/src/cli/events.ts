import { z } from "zod";
import { ToposcopeError } from "../errors.ts";
import { type EventView, event, eventTypeList } from "../event-contract.ts";
import { listEvents, watchEvents } from "../events/actions.ts";
import { countOption, hasOption, textOption } from "./input.ts";
import type { RunVerb, VerbInput } from "./verb.ts";

/** Prints what happened last; with --follow also what happens, until it is stopped. */
export const eventsVerb: RunVerb = async (session, input) => {
  const { output, project } = session;
  const wanted = { project, types: typesOption(input) };
  const after = countOption(input, "after");
  const limit = countOption(input, "limit") ?? 20;
  const { context } = await session.open();
  if (!hasOption(input, "follow")) {
    const events = await listEvents(context, { ...wanted, limit });
    if (output.json) output.value(z.array(event), events);
    else if (events.length === 0) output.line("nothing has happened yet");
    else for (const one of events) output.line(eventLine(one));
    return 0;
  }
  session.endsByInterrupt = true;
  const print = (one: EventView) => (output.json ? output.value(event, one) : output.line(eventLine(one)));
  const before = after === undefined ? await listEvents(context, { ...wanted, limit }) : [];
  for (const one of before) print(one);
  const items = await watchEvents(context, { ...wanted, after: after ?? before.at(-1)?.id });
  for await (const one of items(session.interrupt)) print(one);
  return 0;
};

/** @throws ToposcopeError USAGE */
export function typesOption(input: VerbInput): EventView["type"][] | undefined {
  const text = textOption(input, "types");
  if (text === undefined) return undefined;
  const parsed = eventTypeList.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new ToposcopeError("USAGE", `--types is ${JSON.stringify(text)}: no such type of event`, {
    hint: "the types are listed in docs/events.md",
  });
}

function eventLine({ id, at, type, project, run, data }: EventView): string {
  const about = Object.entries(data).map(([name, value]) => `${name} ${shown(value)}`);
  const where = [project ?? [], run === null ? [] : `run ${run}`].flat().join(", ");
  return [`${id}  ${at}  ${type}`, where, about.join(", ")].filter((part) => part !== "").join("  ");
}

const shown = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
