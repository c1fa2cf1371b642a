/** What Points said, in words: who said it, which values, and what they changed. */
export { ChangeWords } from "./change-words";
export { FieldValue, fieldText } from "./field-value";
export { SourceWords } from "./source-words";
