import { Drawer } from "@mantine/core";
import { ChevronUp } from "lucide-react";
import type { ReactNode } from "react";
import { openDrawer, useView } from "../store.ts";
import classes from "./Drawers.module.css";

interface DrawersProps {
  readonly topics: ReactNode;
  readonly details: ReactNode;
  /** What the details are about; null while nothing is open. */
  readonly about: string | null;
}

/** The side panels of a narrow screen: drawers, and at its foot what is open in the one that was closed. */
export default function Drawers({ topics, details, about }: DrawersProps) {
  const drawer = useView((view) => view.drawer);
  const close = () => openDrawer(null);
  const shape = { body: classes.drawer ?? "", content: classes.drawerContent ?? "" };
  return (
    <>
      {about !== null && (
        <button
          type="button"
          className={classes.foot}
          aria-haspopup="dialog"
          onClick={() => openDrawer("details")}
        >
          <span className={classes.about} dir="auto">
            {about}
          </span>
          <ChevronUp size={18} aria-hidden="true" />
        </button>
      )}
      <Drawer opened={drawer === "topics"} onClose={close} title="Topics" size="20rem" classNames={shape}>
        {topics}
      </Drawer>
      <Drawer
        opened={drawer === "details" && about !== null}
        onClose={close}
        position="right"
        size="min(28rem, calc(100vw - 3.5rem))"
        withCloseButton={false}
        attributes={{ content: { "aria-label": "Details" } }}
        classNames={shape}
      >
        {details}
      </Drawer>
    </>
  );
}
