import type { Calendar, Density, Digits, Language, Theme } from "../../bridge/types";

/** What can be chosen, in the order in which it is offered. */
export const languages = ["en", "ar"] as const satisfies readonly Language[];
export const themes = ["system", "light", "dark"] as const satisfies readonly Theme[];
export const digits = ["latin", "arabic"] as const satisfies readonly Digits[];
export const calendars = ["gregorian", "umm_al_qura"] as const satisfies readonly Calendar[];
export const densities = ["dense", "comfortable"] as const satisfies readonly Density[];
