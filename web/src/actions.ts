import type { Passage, TopicListItem } from "toposcope/contract";
import { returnFocus, wantFocus } from "./focus.ts";
import { openDrawer, select, stepTo, useView } from "./store.ts";
import { currentPlace, move } from "./url.ts";

/** Opens a topic's card; the map shows its layer, or stays at a finer one, where the topic's parts are lit. */
export function openTopic(topic: Pick<TopicListItem, "id" | "layer"> | undefined, layer: number): void {
  if (topic === undefined) return;
  wantFocus();
  select(null);
  useView.getState().map?.clearLasso();
  move({
    topic: topic.id,
    layer: Math.min(topic.layer, layer),
    document: undefined,
    chunk: undefined,
    query: undefined,
  });
  openDrawer("details");
}

/** Opens a document at a passage. */
export function openPassage({ document, chunk }: Pick<Passage, "document" | "chunk">): void {
  wantFocus();
  move({ document, chunk });
  openDrawer("details");
}

export function openDocument(document: number): void {
  wantFocus();
  move({ document, chunk: undefined });
  openDrawer("details");
}

export function searchFor(query: string): void {
  const { query: before } = currentPlace();
  if (query === "") {
    closeSearch();
    return;
  }
  stepTo(null);
  select(null);
  useView.getState().map?.clearLasso();
  move({ query, topic: undefined, document: undefined, chunk: undefined }, { replace: before !== undefined });
  openDrawer("details");
}

const closeSearch = () => {
  stepTo(null);
  move({ query: undefined });
};

const closeSelection = () => {
  useView.getState().map?.clearLasso();
  select(null);
};

/** Closes what was opened last: the document, the selection, the search, the topic. */
export function closeLast(): void {
  const place = currentPlace();
  const { selection } = useView.getState();
  const open = [
    { is: place.document !== undefined, close: () => move({ document: undefined, chunk: undefined }) },
    { is: selection !== null, close: closeSelection },
    { is: place.query !== undefined, close: closeSearch },
    { is: place.topic !== undefined, close: () => move({ topic: undefined }) },
  ].filter(({ is }) => is);
  open[0]?.close();
  if (open.length > 0) returnFocus();
  if (open.length <= 1) openDrawer(null);
}
