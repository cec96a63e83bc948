import { useEffect, useRef } from "react";
import type { Project } from "toposcope/contract";
import { refreshProject } from "../queries.ts";

/** Fetches topics, map and lists anew when documents came or went under the same analysis. */
export function useArrivals(project: Project | undefined): void {
  const { name, arrived } = project ?? {};
  const now = arrived == null ? null : Object.values(arrived).join(" ");
  const known = useRef<string | null>(null);
  useEffect(() => {
    const before = known.current;
    known.current = now;
    if (name !== undefined && now !== null && before !== null && now !== before) void refreshProject(name);
  }, [name, now]);
}
