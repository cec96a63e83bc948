import {
  type CSSVariablesResolver,
  createTheme,
  localStorageColorSchemeManager,
  type MantineColorsTuple,
} from "@mantine/core";

/** The page's one accent: the green-blue of a mountain lake. */
const tarn: MantineColorsTuple = [
  "#e9f6f5",
  "#d3ebe9",
  "#a5d6d3",
  "#74c0bc",
  "#4fadaa",
  "#2f9694",
  "#178081",
  "#0f6e72",
  "#0a595d",
  "#064448",
];

const night: MantineColorsTuple = [
  "#e4e8ec",
  "#c1c9d1",
  "#98a4b0",
  "#6d7a88",
  "#36414d",
  "#2a333d",
  "#1b222a",
  "#12171d",
  "#0d1116",
  "#080b0e",
];

/** A dialog's bar is no banner of the page, and its cross has a name. */
const dialogParts = {
  closeButtonProps: { "aria-label": "Close" },
  attributes: { header: { role: "presentation" } },
};

export const theme = createTheme({
  colors: { tarn, dark: night },
  primaryColor: "tarn",
  primaryShade: { light: 7, dark: 6 },
  black: "#1a2128",
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  headings: {
    fontWeight: "650",
    sizes: { h1: { fontSize: "1.5rem" }, h2: { fontSize: "1.125rem" }, h3: { fontSize: "0.875rem" } },
  },
  components: {
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, fz: "xs" } },
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.4 },
        transitionProps: { duration: 120 },
        ...dialogParts,
      },
    },
    Drawer: { defaultProps: { transitionProps: { duration: 140 }, ...dialogParts } },
    Menu: {
      defaultProps: {
        shadow: "md",
        transitionProps: { duration: 80 },
        withinPortal: false,
        withInitialFocusPlaceholder: false,
      },
    },
  },
});

/** Mantine's own greys for secondary text miss the contrast that WCAG AA asks for. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#55616d",
    "--mantine-color-placeholder": "#66727e",
    "--mantine-color-default-border": "#d8dcdf",
    "--mantine-color-error": "#b3261e",
  },
  dark: {
    "--mantine-color-dimmed": "#9aa7b4",
    "--mantine-color-placeholder": "#8593a1",
    "--mantine-color-default-border": "#323c47",
    "--mantine-color-error": "#ff8a80",
  },
});

export type ThemeChoice = "auto" | "light" | "dark";

/** Keeps the theme in this browser, so that the next load paints in it before the settings have come; index.html reads it. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: "toposcope-theme" });
