import type { Missing } from "../query-state.ts";
import { Failed } from "./Failed.tsx";
import { Waiting } from "./Waiting.tsx";

export interface InPlaceProps {
  readonly of: Missing;
  readonly rows: number;
  readonly height: number;
  readonly label: string;
}

/** In the place of what is missing: grey rows while it is fetched, or why it did not come. */
export function InPlace({ of: missing, ...rows }: InPlaceProps) {
  if (missing.status === "loading") return <Waiting {...rows} />;
  return <Failed message={missing.message} hint={missing.hint} onRetry={missing.onRetry} />;
}
