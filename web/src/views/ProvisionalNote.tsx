import { formatShare } from "../format.ts";
import classes from "./ProvisionalNote.module.css";

/** Says that what is shown is a picture of a part of the passages only. */
export function ProvisionalNote({ share, moving }: { share: number; moving: boolean }) {
  return (
    <p className={classes.note} role="status">
      <strong>Provisional:</strong> found in {formatShare(share)} of the passages,{" "}
      {moving ? "refined as more arrive." : "refined when the work goes on."}
    </p>
  );
}
