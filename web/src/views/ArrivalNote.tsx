import { Button } from "@mantine/core";
import { Sparkles } from "lucide-react";
import type { Project } from "toposcope/contract";
import { formatCount, formatPlural } from "../format.ts";
import classes from "./ArrivalNote.module.css";

type Arrived = NonNullable<Project["arrived"]>;

export interface ArrivalNoteProps {
  readonly arrived: Arrived;
  /** Shows the documents that came, those that fit a topic or those that fit none. */
  readonly onShow: (fit: "placed" | "unplaced") => void;
  /** Absent while the topics are being found anew. */
  readonly onAnalyze: (() => void) | undefined;
}

/** What came and went since the analysis that is shown, and whether the topics should be found anew. */
export function ArrivalNote({ arrived, onShow, onAnalyze }: ArrivalNoteProps) {
  const { placed, unplaced, deleted, since, worth } = arrived;
  if (placed + unplaced + deleted === 0) return null;
  return (
    <section className={classes.note} data-worth={worth || undefined} aria-labelledby="arrivals-title">
      <h3 id="arrivals-title">Since analysis {since}</h3>
      <ul>
        {placed > 0 && (
          <li>
            <button type="button" className={classes.link} onClick={() => onShow("placed")}>
              {formatPlural(placed, "new document")}
            </button>{" "}
            placed into its topics
          </li>
        )}
        {unplaced > 0 && (
          <li>
            <button type="button" className={classes.link} onClick={() => onShow("unplaced")}>
              {formatPlural(unplaced, "new document")}
            </button>{" "}
            unlike all of its topics
          </li>
        )}
        {deleted > 0 && <li>{formatCount(deleted)} deleted</li>}
      </ul>
      {worth && (
        <>
          <p role="status">So much is new that finding the topics again is worth it.</p>
          {onAnalyze !== undefined && (
            <Button size="xs" leftSection={<Sparkles size={14} />} onClick={onAnalyze}>
              Find topics again
            </Button>
          )}
        </>
      )}
    </section>
  );
}
