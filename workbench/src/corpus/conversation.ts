import { type ExtractedDocument, roleByName, roleOf, type Turn } from "../model.ts";
import { firstWords } from "./draft.ts";

/** What somebody said, before it is part of a text. */
export interface Said {
  readonly speaker: string | undefined;
  readonly text: string;
}

/** Writes a conversation as a text: each turn a paragraph that starts with who speaks. */
export function writeConversation(said: readonly Said[]): { text: string; turns: Turn[] } {
  const turns: Turn[] = [];
  let text = "";
  for (const { speaker, text: words } of said) {
    if (turns.length > 0) text += "\n\n";
    const start = text.length;
    text += speaker === undefined ? words : `${speaker}: ${words}`;
    const end = text.length;
    turns.push({ role: roleOf(speaker), ...(speaker && { speaker }), start, said: end - words.length, end });
  }
  return { text, turns };
}

const mark = new RegExp(
  String.raw`^[ \t>*_#-]{0,6}(?:\[[^\]\n]{1,40}\][ \t]*|\(?\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?\)?[ \t]*[-–]?[ \t]*)?` +
    `(${[...roleByName.keys()].join("|")})` +
    String.raw`[*_]{0,2}(?:[ \t]?\([^)\n]{1,40}\))?[*_]{0,2}[ \t]*:[*_]{0,2}[ \t]*`,
  "gim",
);

/**
 * The turns of a text that is written as a conversation: lines that start with a role and a colon. It must begin with one,
 * and two roles must speak.
 */
export function turnsInText(text: string): Turn[] | undefined {
  const start = text.search(/\S/);
  const marks = [...text.matchAll(mark)];
  if (marks[0] === undefined || text.slice(start, marks[0].index).trim() !== "") return undefined;
  const turns = marks.map((match, at): Turn => {
    const said = match.index + match[0].length;
    const end = said + text.slice(said, marks[at + 1]?.index ?? text.length).trimEnd().length;
    const speaker = match[1] as string;
    return { role: roleOf(speaker), speaker, start: match.index, said, end };
  });
  return new Set(turns.map(({ role }) => role)).size > 1 ? turns : undefined;
}

/** The roles that speak, each once, in the order in which they first do. */
export const rolesOf = (turns: readonly Pick<Turn, "role">[]): string[] => [
  ...new Set(turns.map(({ role }) => role)),
];

/** A document with its turns, where it is a conversation: it is named by what its user says first. */
export function asConversation(document: ExtractedDocument): ExtractedDocument {
  const { text, metadata } = document;
  const turns = document.turns ?? turnsInText(text);
  if (turns === undefined) return document;
  const opening = turns.find(({ role, said, end }) => role === "user" && end > said) ?? turns[0];
  const title = document.title ?? (opening && firstWords(text.slice(opening.said, opening.end)));
  return {
    ...document,
    turns,
    ...(title && { title }),
    metadata: { turns: turns.length, roles: rolesOf(turns), ...metadata },
  };
}
