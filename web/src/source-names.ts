import type { Source } from "toposcope/contract";
import { formatAge } from "./format.ts";

/** What imports are called where one is chosen: where from, and when. */
export const sourceNames = (sources: readonly Source[]): { id: number; name: string }[] =>
  sources.map(({ id, location, createdAt }) => ({ id, name: `${location}, ${formatAge(createdAt)}` }));
