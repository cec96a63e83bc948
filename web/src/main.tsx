import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./mantine.css";
import "./page.css";
import { App } from "./app.tsx";
import { resumeImport } from "./import-session.ts";
import { startKeeping } from "./kept.ts";
import { queryClient } from "./queries.ts";
import { openDrawer } from "./store.ts";
import { colorSchemeManager, cssVariables, theme } from "./theme.ts";
import { currentPlace } from "./url.ts";

/** The browser hides a nonce from selectors, not from the element's property. */
const styleNonce = () => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";

/** Mantine's scroll lock writes a style of its own, and looks for the nonce where a bundler would leave it. */
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

startKeeping();

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemeManager}
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <App />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);

const { document: linked, topic, query } = currentPlace();
if ((linked ?? topic ?? query) !== undefined) openDrawer("details");
void resumeImport();
