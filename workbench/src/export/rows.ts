import type { Metadata, MetadataValue } from "../model.ts";
import type { Column, Row } from "./table.ts";

/** A document with its main topic, as an export writes it. */
export interface ExportedDocument {
  readonly id: number;
  readonly externalId: string | null;
  readonly title: string;
  readonly path: string;
  readonly row: number | null;
  readonly date: string | null;
  readonly label: string | null;
  readonly language: string | null;
  readonly flags: readonly { readonly flag: string; readonly detail: string | null }[];
  readonly duplicateOf: number | null;
  readonly setAside: boolean;
  readonly topic: number | null;
  readonly topicName: string | null;
  readonly strength: number | null;
  readonly outlier: boolean | null;
  readonly metadata: Metadata;
}

export interface ExportedTopic {
  readonly id: number;
  readonly layer: number;
  readonly name: string;
  readonly keywords: readonly { readonly keyword: string; readonly score: number }[];
  readonly size: number;
  readonly documents: number;
  readonly parent: number | null;
  readonly x: number | null;
  readonly y: number | null;
}

const ownColumns: readonly Column[] = [
  { name: "id", type: "text" },
  { name: "title", type: "text" },
  { name: "topic", type: "integer" },
  { name: "topicName", type: "text" },
  { name: "strength", type: "number" },
  { name: "outlier", type: "boolean" },
  { name: "path", type: "text" },
  { name: "row", type: "integer" },
  { name: "date", type: "text" },
  { name: "label", type: "text" },
  { name: "language", type: "text" },
  { name: "flags", type: "json" },
  { name: "duplicateOf", type: "integer" },
  { name: "setAside", type: "boolean" },
];
const ownNames = new Set(ownColumns.map(({ name }) => name));

/** A table's own column under its name, unless an export has a column of that name itself. */
export const columnName = (name: string) => (ownNames.has(name) ? `metadata.${name}` : name);

/** The columns of a documents export: ours, then those that tables brought along with the JSON types found in them. */
export function documentColumns(
  brought: readonly { readonly name: string; readonly types: readonly string[] }[],
): Column[] {
  return [
    ...ownColumns,
    ...brought.map(({ name, types }): Column => ({ name: columnName(name), type: columnType(types) })),
  ];
}

function columnType(types: readonly string[]): Column["type"] {
  const [only] = types;
  if (types.length !== 1) return "text";
  return only === "number" || only === "boolean"
    ? only
    : only === "array" || only === "object"
      ? "json"
      : "text";
}

/** The document as it is, without its topic where it is a weaker member of it than asked for. */
export function firmMember(document: ExportedDocument, least: number): ExportedDocument {
  const isFirm = document.strength === null || document.strength >= least;
  return isFirm ? document : { ...document, topic: null, topicName: null };
}

export function documentRow(document: ExportedDocument): Row {
  const { id, externalId, title, topic, topicName, strength, outlier, path, row, date, label, language } =
    document;
  const { flags, duplicateOf, setAside, metadata } = document;
  const own: Row = {
    id: externalId ?? String(id),
    title,
    topic,
    topicName,
    strength,
    outlier,
    path,
    row,
    date,
    label,
    language,
    flags: flags.map(({ flag }) => flag),
    duplicateOf,
    setAside,
  };
  const others = Object.entries(metadata).map(([name, value]): [string, MetadataValue] => [
    columnName(name),
    value,
  ]);
  return { ...own, ...Object.fromEntries(others) };
}

export const topicColumns: readonly Column[] = [
  { name: "id", type: "integer" },
  { name: "layer", type: "integer" },
  { name: "name", type: "text" },
  { name: "keywords", type: "json" },
  { name: "size", type: "integer" },
  { name: "documents", type: "integer" },
  { name: "parent", type: "integer" },
  { name: "x", type: "number" },
  { name: "y", type: "number" },
];

export const topicRow = ({ keywords, ...topic }: ExportedTopic): Row => ({
  ...topic,
  keywords: keywords.map(({ keyword }) => keyword),
});

/** Documents go by the id that they have in a documents export. */
export const vectorColumns: readonly Column[] = [
  { name: "chunk", type: "integer" },
  { name: "document", type: "text" },
  { name: "ordinal", type: "integer" },
  { name: "vector", type: "vector" },
];
