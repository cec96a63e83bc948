import { Button } from "@mantine/core";
import type { PrivacyReport } from "toposcope/privacy-contract";
import { formatPlural } from "../format.ts";
import classes from "./AuditSection.module.css";
import { sentence } from "./sentence.ts";

export interface AuditSectionProps {
  /** Null until it has come. */
  readonly report: PrivacyReport | null;
  readonly auditing: boolean;
  readonly trouble: { readonly message: string; readonly hint: string } | null;
  readonly onAudit: () => void;
}

const leastScore = 3;

/** Whether what is shown of the topics could identify a person: what is known of it, and the way to find out. */
export function AuditSection({ report, auditing, trouble, onAudit }: AuditSectionProps) {
  return (
    <section className={classes.audit} aria-labelledby="audit-title">
      <h3 id="audit-title" className={classes.title}>
        Privacy audit
      </h3>
      <p role="status">{report === null ? "Looking." : summaryOf(report)}</p>
      {report !== null && <Failed report={report} />}
      {trouble !== null && (
        <p role="alert" className={classes.trouble}>
          {sentence(trouble.message)} {sentence(trouble.hint)}
        </p>
      )}
      <Button size="xs" variant="default" loading={auditing} onClick={onAudit}>
        Audit the topics
      </Button>
    </section>
  );
}

const hasFailed = ({ verdict }: PrivacyReport["topics"][number]) =>
  (verdict?.score ?? leastScore) < leastScore;

function summaryOf({ topics }: PrivacyReport): string {
  const judged = topics.filter(({ verdict }) => verdict !== null);
  const failed = topics.filter(hasFailed);
  const hidden = topics.filter((topic) => topic.hidden !== null);
  const audited =
    judged.length === 0
      ? "No topic was audited yet."
      : `${judged.length} of ${formatPlural(topics.length, "topic")} audited, ${failed.length} could identify a person.`;
  return hidden.length === 0 ? audited : `${audited} ${formatPlural(hidden.length, "topic")} hidden.`;
}

function Failed({ report }: { report: PrivacyReport }) {
  const failed = report.topics.filter(hasFailed);
  if (failed.length === 0) return null;
  return (
    <ul className={classes.failed} aria-label="Topics that could identify a person">
      {failed.slice(0, 20).map(({ topic, name, verdict, hidden }) => (
        <li key={topic}>
          <span dir="auto">{name}</span>: {verdict?.reason}
          {hidden !== null && " (hidden)"}
        </li>
      ))}
    </ul>
  );
}
