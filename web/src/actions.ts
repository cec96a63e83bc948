import type { Citation } from "toposcope/answer-contract";
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
  move({ document, chunk, mark: undefined });
  openDrawer("details");
}

/** Opens a document at the words that bear out what was said. */
export function openCitation({ document, chunk, start, end }: Citation): void {
  wantFocus();
  move({ document, chunk, mark: { start, end } });
  openDrawer("details");
}

export function openDocument(document: number): void {
  wantFocus();
  move({ document, chunk: undefined, mark: undefined });
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
  move(
    { query, like: undefined, topic: undefined, document: undefined, chunk: undefined },
    { replace: before !== undefined },
  );
  openDrawer("details");
}

/** Searches for passages that are like one. */
export function searchLike({ chunk }: Pick<Passage, "chunk">): void {
  stepTo(null);
  select(null);
  useView.getState().map?.clearLasso();
  move({ like: chunk, query: undefined, topic: undefined, document: undefined, chunk: undefined });
  openDrawer("details");
}

const closeSearch = () => {
  stepTo(null);
  move({ query: undefined, like: undefined, meaning: undefined, only: undefined });
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
    {
      is: place.document !== undefined,
      close: () => move({ document: undefined, chunk: undefined, mark: undefined }),
    },
    { is: selection !== null, close: closeSelection },
    { is: place.query !== undefined || place.like !== undefined, close: closeSearch },
    { is: place.topic !== undefined, close: () => move({ topic: undefined }) },
  ].filter(({ is }) => is);
  open[0]?.close();
  if (open.length > 0) returnFocus();
  if (open.length <= 1) openDrawer(null);
}
