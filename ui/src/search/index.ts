/** The language of the search box: what a text asks for, and how it is written, in both languages. */
export { type Days, daysOf, nameOf, readDays, startOfDay, writeDays } from "./days";
export { fold, foldDigits } from "./fold";
export { excerptOf, foundIn } from "./highlight";
export { listing, pastedNumbers } from "./pasted";
export { type Asked, askedNothing, asksSame, readQuery, writeQuery } from "./query-language";
export { type Suggestion, suggest } from "./suggestions";
