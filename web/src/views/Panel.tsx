import { ActionIcon, Tooltip } from "@mantine/core";
import { ArrowLeft, X } from "lucide-react";
import type { ReactNode } from "react";
import { takeFocus } from "../focus.ts";
import classes from "./Panel.module.css";

export interface PanelProps {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  readonly closeLabel: string;
  /** Whether closing shows what was there before. */
  readonly back?: boolean;
  /** Names the content: another is under another heading, which may take the focus. */
  readonly focusKey?: string | undefined;
  readonly actions?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What the right side shows: a heading with a way back, and its content. */
export function Panel({
  title,
  subtitle,
  closeLabel,
  back = false,
  focusKey,
  actions,
  onClose,
  children,
}: PanelProps) {
  return (
    <section className={classes.panel} aria-labelledby="panel-title">
      <header className={classes.head}>
        <Tooltip label={closeLabel}>
          <ActionIcon variant="subtle" color="gray" aria-label={closeLabel} onClick={onClose}>
            {back ? <ArrowLeft size={18} /> : <X size={18} />}
          </ActionIcon>
        </Tooltip>
        <div className={classes.titles}>
          <h2
            id="panel-title"
            key={focusKey}
            ref={takeFocus}
            tabIndex={-1}
            className={classes.title}
            dir="auto"
          >
            {title}
          </h2>
          {subtitle !== undefined && <p className={classes.subtitle}>{subtitle}</p>}
        </div>
        {actions}
      </header>
      <div className={classes.body}>{children}</div>
    </section>
  );
}
