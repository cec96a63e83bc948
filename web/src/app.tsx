import { lazy, Suspense } from "react";
import { token } from "./api.ts";
import { useRefused } from "./busy.ts";
import { dismiss, useNotices } from "./notify.ts";
import { ProjectPage } from "./pages/ProjectPage.tsx";
import { ProjectsPage } from "./pages/ProjectsPage.tsx";
import { useAppearance } from "./pages/use-settings.ts";
import { queryClient } from "./queries.ts";
import { closeDialog, lock, openDialog, useView } from "./store.ts";
import { usePlace } from "./url.ts";
import { useKeys } from "./use-keys.ts";

const RefusedStart = lazy(() => import("./pages/RefusedStart.tsx"));
const SettingsDialog = lazy(() => import("./pages/SettingsDialog.tsx"));
const Notices = lazy(() => import("./views/Notices.tsx"));
const KeysDialog = lazy(() => import("./views/KeysDialog.tsx"));
const TokenForm = lazy(() => import("./views/TokenForm.tsx"));

const unlock = (value: string) => {
  token.set(value);
  lock(false);
  void queryClient.resetQueries();
};

export function App() {
  const { project } = usePlace();
  const dialog = useView((view) => view.dialog);
  const locked = useView((view) => view.locked);
  const refused = useRefused((asked) => asked.refused);
  const notices = useNotices((shown) => shown.notices);
  useAppearance();
  useKeys({ "?": () => openDialog("keys") });
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <Suspense fallback={null}>
        {locked ? (
          <TokenForm refused={token.get() !== null} onToken={unlock} />
        ) : project === undefined ? (
          <ProjectsPage />
        ) : (
          <ProjectPage key={project} name={project} />
        )}
        {refused !== null && <RefusedStart start={refused} />}
        {dialog === "settings" && <SettingsDialog onClose={closeDialog} />}
        {dialog === "keys" && <KeysDialog onClose={closeDialog} />}
        {notices.length > 0 && <Notices notices={notices} onDismiss={dismiss} />}
      </Suspense>
    </>
  );
}
