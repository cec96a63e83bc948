import { Drawer } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { openDrawer, useView } from "../store.ts";
import { usePlace } from "../url.ts";
import classes from "./Drawers.module.css";

/** The side panels of a narrow screen. */
export default function Drawers({ topics, details }: { topics: ReactNode; details: ReactNode }) {
  const drawer = useView((view) => view.drawer);
  const { document, topic, query } = usePlace();
  const selection = useView((view) => view.selection);
  const nothing = document === undefined && topic === undefined && query === undefined && selection === null;
  const close = () => openDrawer(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what the link that was loaded names opens by itself
  useEffect(() => {
    if (!nothing) openDrawer("details");
  }, []);
  return (
    <>
      <Drawer
        opened={drawer === "topics"}
        onClose={close}
        title="Topics"
        size="20rem"
        classNames={{ body: classes.drawer ?? "", content: classes.drawerContent ?? "" }}
      >
        {topics}
      </Drawer>
      <Drawer
        opened={drawer === "details" && !nothing}
        onClose={close}
        position="right"
        size="28rem"
        withCloseButton={false}
        attributes={{ content: { "aria-label": "Details" } }}
        classNames={{ body: classes.drawer ?? "", content: classes.drawerContent ?? "" }}
      >
        {details}
      </Drawer>
    </>
  );
}
