import { formatShare } from "../format.ts";
import classes from "./ProvisionalNote.module.css";

/** Says that what is shown is a picture of a part of the passages only. */
export function ProvisionalNote({ share, moving }: { share: number; moving: boolean }) {
  return (
    <p className={classes.note} role="status">
      <strong>Provisional:</strong> found in {shareInWords(share)} of the passages,{" "}
      {moving ? "refined as more arrive." : "refined when the work goes on."}
    </p>
  );
}

/** While files are read, nobody knows how many passages there will be. */
const shareInWords = (share: number) =>
  share < leastShown ? `less than ${formatShare(leastShown)}` : `about ${formatShare(share)}`;
const leastShown = 0.01;
