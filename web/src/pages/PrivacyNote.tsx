import { useQuery } from "@tanstack/react-query";
import { privacyQuery } from "../privacy-queries.ts";
import classes from "../views/TopicCard.module.css";

interface PrivacyNoteProps {
  readonly project: string;
  readonly run: number;
  readonly topic: number;
}

/** What the last audit said of a topic; nothing where there was none. */
export default function PrivacyNote({ project, run, topic }: PrivacyNoteProps) {
  const { data } = useQuery(privacyQuery(project, run));
  const verdict = data?.topics.find((one) => one.topic === topic)?.verdict;
  if (verdict == null) return null;
  const { score, reason, by, stale } = verdict;
  return (
    <p className={classes.privacy} dir="auto">
      Privacy {score} of 5: {reason}. Audited by {by}
      {stale && ", before its name or description changed"}.
    </p>
  );
}
