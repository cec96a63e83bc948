import type { Watch } from "toposcope/machine-contract";

/** Folders that a project's server follows, as the page may change them. */
export class FixtureWatches {
  #watches: Watch[] = [];
  #last = 0;

  answer(method: string, id: number, body: string): Watch | readonly Watch[] | { removed: number } {
    if (method === "GET") return this.#watches;
    if (method === "DELETE") {
      this.#watches = this.#watches.filter((watch) => watch.id !== id);
      return { removed: id };
    }
    const { folder } = JSON.parse(body) as { folder: string };
    this.#last += 1;
    const watch = {
      id: this.#last,
      folder,
      served: true,
      files: 0,
      createdAt: new Date().toISOString(),
    };
    this.#watches = [...this.#watches, watch];
    return watch;
  }
}
