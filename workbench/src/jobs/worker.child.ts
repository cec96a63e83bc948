import { openApp } from "../app.ts";
import type { Settings } from "../config.ts";
import { serveAsWorker } from "./worker-process.ts";

serveAsWorker((settings: Settings, sessionName) => openApp({ settings, sessionName }));
