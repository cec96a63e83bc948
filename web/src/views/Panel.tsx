import { ActionIcon, Tooltip } from "@mantine/core";
import { ArrowLeft, X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import classes from "./Panel.module.css";

export interface PanelProps {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  readonly closeLabel: string;
  /** Whether closing shows what was there before. */
  readonly back?: boolean;
  /** Moves the focus to the heading when it changes; the first one keeps the focus where it is. */
  readonly focusKey?: string;
  readonly actions?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

let lastFocusKey: string | undefined;

/** Lets the next panel take the focus only when the user opened it, not the link that was loaded. */
export const rememberFocus = (key: string | undefined) => {
  lastFocusKey = key;
};

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
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focusKey !== undefined && focusKey !== lastFocusKey) heading.current?.focus({ preventScroll: true });
    lastFocusKey = focusKey;
  }, [focusKey]);
  return (
    <section className={classes.panel} aria-labelledby="panel-title">
      <header className={classes.head}>
        <Tooltip label={closeLabel}>
          <ActionIcon variant="subtle" color="gray" aria-label={closeLabel} onClick={onClose}>
            {back ? <ArrowLeft size={18} /> : <X size={18} />}
          </ActionIcon>
        </Tooltip>
        <div className={classes.titles}>
          <h2 id="panel-title" ref={heading} tabIndex={-1} className={classes.title} dir="auto">
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
