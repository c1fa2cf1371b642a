import type { ExportFormat } from "../../bridge/types";
import type { MessageId } from "../../messages";

/** The kinds of files, the most usual first. */
export const formats: readonly {
  readonly format: ExportFormat;
  readonly words: MessageId;
  readonly why: MessageId;
  readonly ending: string;
}[] = [
  { format: "xlsx", words: "export.xlsx", why: "export.xlsxWhy", ending: ".xlsx" },
  { format: "csv", words: "export.csv", why: "export.csvWhy", ending: ".csv" },
  { format: "jsonl", words: "export.jsonl", why: "export.jsonlWhy", ending: ".jsonl" },
];
