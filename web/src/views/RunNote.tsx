import { useEffect, useState } from "react";
import type { Run } from "toposcope/contract";
import { formatDuration } from "../format.ts";
import classes from "./RunNote.module.css";
import { stillness } from "./run-words.ts";

/** Why a run does not simply go on, and until when. */
export function RunNote({ run }: { run: Run }) {
  const words = stillness(run);
  if (words === null) return null;
  const until = run.state === "waiting" ? run.waitsFor?.until : undefined;
  return (
    <p className={classes.note} data-state={run.state}>
      <span role={run.state === "failed" ? "alert" : "status"}>{words}</span>
      {until !== undefined && <NextTry at={until} />}
    </p>
  );
}

const tickMs = 1_000;

/** How long until the run tries again, second by second; not read out. */
function NextTry({ at }: { at: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.ceil((Date.parse(at) - now) / 1_000);
  return (
    <span className={classes.until} aria-hidden="true">
      {seconds > 0 ? `Tries again in ${formatDuration(seconds)}.` : "Tries again now."}
    </span>
  );
}
