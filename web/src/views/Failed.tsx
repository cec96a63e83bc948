import { Button } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import classes from "./Notice.module.css";
import { sentence } from "./sentence.ts";

export interface FailedProps {
  readonly message: string;
  readonly hint: string;
  readonly onRetry?: (() => void) | undefined;
  /** Another way to go on. */
  readonly children?: ReactNode;
}

/** A failure in the place of what failed: what happened, what to do, and again. */
export function Failed({ message, hint, onRetry, children }: FailedProps) {
  return (
    <div role="alert" className={classes.notice}>
      <CircleAlert className={classes.bad} size={28} strokeWidth={1.5} aria-hidden="true" />
      <p className={classes.title}>{sentence(message)}</p>
      <p className={classes.text}>{sentence(hint)}</p>
      {onRetry !== undefined && (
        <Button variant="default" size="xs" onClick={onRetry}>
          Try again
        </Button>
      )}
      {children}
    </div>
  );
}
