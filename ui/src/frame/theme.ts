import { useEffect } from "react";

import type { Language, Theme } from "../bridge/types";
import { directionOf } from "../messages";

/** Puts language, direction and theme on the document, and follows the system where asked to. */
export function useDocument(language: Language, theme: Theme): void {
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
  }, [language]);

  useEffect(() => {
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    const apply = () => {
      const isDark = theme === "dark" || (theme === "system" && system.matches);
      document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
    };
    apply();
    system.addEventListener("change", apply);
    return () => system.removeEventListener("change", apply);
  }, [theme]);
}
