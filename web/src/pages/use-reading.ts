import { useEffect } from "react";
import { call } from "../api.ts";
import { pageReader, refreshForYou } from "../recommend-queries.ts";
import { useSetting } from "./use-settings.ts";

/** Keeps that a document was opened, where that is wanted; it is read all the same when that fails. */
export function useReading(project: string, document: number): void {
  const remembers = useSetting<boolean>("readingHistory", false);
  useEffect(() => {
    if (!remembers) return;
    call("addReading", { project, body: { document, reader: pageReader } }).then(
      () => refreshForYou(project),
      () => undefined,
    );
  }, [project, document, remembers]);
}
