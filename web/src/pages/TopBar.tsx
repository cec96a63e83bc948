import { ActionIcon, Tooltip } from "@mantine/core";
import { Keyboard, Settings } from "lucide-react";
import type { ReactNode } from "react";
import { openDialog } from "../store.ts";
import { goTo } from "../url.ts";
import { Logo } from "../views/Logo.tsx";
import classes from "./TopBar.module.css";

export interface TopBarProps {
  readonly title?: ReactNode;
  readonly middle?: ReactNode;
  readonly actions?: ReactNode;
}

/** The bar at the top of every page. */
export function TopBar({ title, middle, actions }: TopBarProps) {
  return (
    <header className={classes.bar}>
      <div className={classes.start}>
        <a
          href="/"
          className={classes.home}
          aria-label="Toposcope, all projects"
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            goTo({});
          }}
        >
          <Logo />
          <span className={classes.word} data-alone={title === undefined || undefined}>
            Toposcope
          </span>
        </a>
        {title !== undefined && (
          <>
            <span className={classes.slash} aria-hidden="true">
              /
            </span>
            {title}
          </>
        )}
      </div>
      <div className={classes.middle}>{middle}</div>
      <div className={classes.end}>
        {actions}
        <Tooltip label="Keys (?)">
          <ActionIcon
            className={classes.keys}
            size="lg"
            variant="subtle"
            color="gray"
            aria-label="Keys"
            aria-keyshortcuts="?"
            onClick={() => openDialog("keys")}
          >
            <Keyboard size={18} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Settings">
          <ActionIcon
            size="lg"
            variant="subtle"
            color="gray"
            aria-label="Settings"
            onClick={() => openDialog("settings")}
          >
            <Settings size={18} />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  );
}
