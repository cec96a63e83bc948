import type { Passage, TopicListItem } from "toposcope/contract";
import { openDrawer, select, stepTo, useView } from "./store.ts";
import { currentPlace, move } from "./url.ts";

/** Opens a topic's card, on the layer that the topic belongs to. */
export function openTopic(topic: Pick<TopicListItem, "id" | "layer"> | undefined): void {
  if (topic === undefined) return;
  select(null);
  useView.getState().map?.clearLasso();
  move({ topic: topic.id, layer: topic.layer, document: undefined, chunk: undefined, query: undefined });
  openDrawer("details");
}

/** Opens a document at a passage. */
export function openPassage({ document, chunk }: Pick<Passage, "document" | "chunk">): void {
  move({ document, chunk });
  openDrawer("details");
}

export function openDocument(document: number): void {
  move({ document, chunk: undefined });
  openDrawer("details");
}

export function searchFor(query: string): void {
  const { query: before } = currentPlace();
  stepTo(null);
  if (query === "") {
    move({ query: undefined });
    return;
  }
  select(null);
  useView.getState().map?.clearLasso();
  move({ query, topic: undefined, document: undefined, chunk: undefined }, { replace: before !== undefined });
  openDrawer("details");
}

/** Closes what was opened last: the document, the selection, the search, the topic. */
export function closeLast(): void {
  const place = currentPlace();
  const { selection, map } = useView.getState();
  if (place.document !== undefined) move({ document: undefined, chunk: undefined });
  else if (selection !== null) {
    map?.clearLasso();
    select(null);
  } else if (place.query !== undefined) searchFor("");
  else if (place.topic !== undefined) move({ topic: undefined });
  const after = currentPlace();
  if (after.document === undefined && after.query === undefined && after.topic === undefined)
    openDrawer(null);
}
