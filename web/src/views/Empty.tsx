import type { ReactNode } from "react";
import classes from "./Notice.module.css";

export interface EmptyProps {
  readonly icon?: ReactNode;
  /** Whether it is empty because something failed. */
  readonly failed?: boolean;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** An empty place that says what to do next. */
export function Empty({ icon, failed = false, title, children, action }: EmptyProps) {
  return (
    <div className={classes.notice}>
      {icon !== undefined && (
        <span className={`${classes.icon} ${failed ? classes.bad : ""}`} aria-hidden="true">
          {icon}
        </span>
      )}
      <p className={classes.title}>{title}</p>
      {children !== undefined && <div className={classes.text}>{children}</div>}
      {action}
    </div>
  );
}
