import { createContext, type ReactNode, useContext, useMemo } from "react";

import type { Calendar, Digits, Language } from "../bridge/types";

/** How words, numbers and dates are written. */
export interface Locale {
  readonly language: Language;
  readonly digits: Digits;
  readonly calendar: Calendar;
}

/** English as it is written here. */
export const initialLocale: Locale = { language: "en", digits: "latin", calendar: "gregorian" };

/** The locale for a system of this language: ours where it is one of the two, else English. */
export function localeFor(language: string): Locale {
  return { ...initialLocale, language: /^ar\b/i.test(language) ? "ar" : "en" };
}

/** What holds until the desk has told its settings, or where it cannot. */
export const systemLocale: Locale = localeFor(navigator.language);

const LocaleContext = createContext<Locale>(initialLocale);

/** The locale of everything below. */
export function LocaleProvider({
  language,
  digits,
  calendar,
  children,
}: Locale & { children: ReactNode }) {
  const locale = useMemo(() => ({ language, digits, calendar }), [language, digits, calendar]);
  return <LocaleContext value={locale}>{children}</LocaleContext>;
}

/** The present locale. */
export function useLocale(): Locale {
  return useContext(LocaleContext);
}

/** Right to left for Arabic. */
export function directionOf(language: Language): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}

/**
 * The BCP 47 tag with calendar and digits pinned: web views differ in what `ar-SA` means by
 * default, so no formatter of the page may leave them open.
 */
export function tagOf({ language, digits, calendar }: Locale): string {
  const region = language === "ar" ? "ar-SA" : "en-GB";
  const calendarKey = calendar === "umm_al_qura" ? "islamic-umalqura" : "gregory";
  return `${region}-u-ca-${calendarKey}-nu-${digits === "arabic" ? "arab" : "latn"}`;
}
