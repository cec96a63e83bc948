import { useMantineColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { settingsQuery } from "../queries.ts";
import type { ThemeChoice } from "../theme.ts";

/** The value of one setting; the fallback until the settings have come. */
export function useSetting<T extends string | number | boolean>(name: string, fallback: T): T {
  const { data } = useQuery(settingsQuery());
  const setting = data?.find((candidate) => candidate.name === name);
  const value = setting?.value ?? setting?.default;
  return typeof value === typeof fallback ? (value as T) : fallback;
}

/** Lets the page look as the settings say. */
export function useAppearance(): void {
  const { isSuccess } = useQuery(settingsQuery());
  const theme = useSetting<ThemeChoice>("theme", "auto");
  const fontSize = useSetting<number>("fontSize", 16);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (isSuccess) setColorScheme(theme);
  }, [isSuccess, theme, setColorScheme]);
  useEffect(() => {
    document.documentElement.style.fontSize = `${fontSize}px`;
  }, [fontSize]);
}
