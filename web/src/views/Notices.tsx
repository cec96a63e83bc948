import { Button, Notification } from "@mantine/core";
import type { ShownNotice } from "../notify.ts";
import classes from "./Notices.module.css";
import { sentence } from "./sentence.ts";

export interface NoticesProps {
  readonly notices: readonly ShownNotice[];
  readonly onDismiss: (id: number) => void;
}

/** What the user is being told just now, at the foot of the page. */
export default function Notices({ notices, onDismiss }: NoticesProps) {
  return (
    <div className={classes.notices}>
      {notices.map(({ id, notice }) => (
        <Notification
          key={id}
          role={notice.kind === "failed" ? "alert" : "status"}
          withBorder
          color={notice.kind === "failed" ? "red" : "tarn"}
          title={notice.kind === "failed" ? sentence(notice.message) : undefined}
          closeButtonProps={{ "aria-label": "Close this message" }}
          onClose={() => onDismiss(id)}
        >
          {notice.kind === "failed" ? (
            sentence(notice.hint)
          ) : (
            <span className={classes.done}>
              {notice.message}
              {notice.action !== undefined && (
                <NoticeAction {...notice.action} onDone={() => onDismiss(id)} />
              )}
            </span>
          )}
        </Notification>
      ))}
    </div>
  );
}

interface NoticeActionProps {
  readonly label: string;
  readonly run: () => void;
  readonly onDone: () => void;
}

function NoticeAction({ label, run, onDone }: NoticeActionProps) {
  return (
    <Button
      flex="none"
      size="compact-sm"
      variant="light"
      onClick={() => {
        onDone();
        run();
      }}
    >
      {label}
    </Button>
  );
}
