import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo } from "react";
import { firmCounts, strengthByte } from "../member-strengths.ts";
import { mapQuery } from "../queries.ts";
import { slideFirmness, useView } from "../store.ts";
import { move, usePlace } from "../url.ts";

/** Percent of strength from which passages count as members: what the slider says while it moves, else the link. */
export function useFirmness(): number {
  const { firm = 0 } = usePlace();
  return useView((view) => view.firmness) ?? firm;
}

/** How many firm members each topic has; null while every member counts. */
export function useFirmCounts(project: string, run: number | null): ((topic: number) => number) | null {
  const firmness = useDeferredValue(useFirmness());
  const { data: columns } = useQuery({
    ...mapQuery({ project, run: run ?? 0 }),
    enabled: run !== null && firmness > 0,
  });
  return useMemo(() => {
    if (columns === undefined || firmness === 0) return null;
    const counts = firmCounts(columns, strengthByte(firmness));
    return (topic) => counts.get(topic) ?? 0;
  }, [columns, firmness]);
}

/** Keeps in the link from which strength on passages count as members. */
export function setFirmness(firm: number | undefined): void {
  slideFirmness(null);
  move({ firm: firm === 0 ? undefined : firm }, { replace: true });
}
