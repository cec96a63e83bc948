import { Button, Modal } from "@mantine/core";
import { ListPlus, X } from "lucide-react";
import type { Run } from "toposcope/contract";
import classes from "./BusyDialog.module.css";
import { RunTotal } from "./RunProgress.tsx";
import { stateWord, titleWithin } from "./run-words.ts";
import { sentence } from "./sentence.ts";

export interface BusyDialogProps {
  /** What would begin, in a sentence that goes on with when. */
  readonly what: string;
  /** What is in its way; undefined until it is known. */
  readonly run: Run | undefined;
  readonly busy: boolean;
  readonly onQueue: () => void;
  readonly onReplace: () => void;
  readonly onClose: () => void;
}

/** Asks what is to become of a start while something else is under way. */
export default function BusyDialog({ what, run, busy, onQueue, onReplace, onClose }: BusyDialogProps) {
  const other = run && titleWithin(run);
  const state = run?.state === "running" ? "under way" : run && stateWord(run);
  return (
    <Modal opened onClose={onClose} title="Something else is under way" size="lg">
      <div className={classes.dialog}>
        <p>
          {sentence(`${other ?? "something"} is ${state ?? "under way"}`)} A project does one thing at a time:{" "}
          {what} when it is over.
        </p>
        {run !== undefined && <RunTotal run={run} />}
        <div className={classes.choices}>
          <Button data-autofocus leftSection={<ListPlus size={16} />} loading={busy} onClick={onQueue}>
            Stand in line
          </Button>
          <Button
            variant="default"
            leftSection={<X size={16} />}
            disabled={busy || run === undefined}
            onClick={onReplace}
          >
            Cancel {other ?? "it"}, then begin
          </Button>
          <Button variant="subtle" disabled={busy} onClick={onClose}>
            Not now
          </Button>
        </div>
      </div>
    </Modal>
  );
}
