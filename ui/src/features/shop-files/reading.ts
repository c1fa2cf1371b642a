import type {
  FilePreview,
  FileReading,
  PreviewRow,
  RowFault,
  ShopField,
  ShopFileView,
  ShopStatus,
  StatusWord,
} from "../../bridge/types";

/** What a column can say, in the order in which it is offered. */
export const shopFields: readonly ShopField[] = [
  "order_number",
  "uuid",
  "reference",
  "amount",
  "opened_at",
  "status",
  "customer",
  "phone",
  "city",
  "address",
  "link",
  "cart",
];

/** What a shop's word can mean. */
export const shopStatuses: readonly ShopStatus[] = [
  "pending",
  "paid",
  "cancelled",
  "refunded",
  "other",
];

/** By which of these a row is known; without any of them nobody can tell what it is about. */
const naming: readonly ShopField[] = ["order_number", "uuid", "reference"];

/** How it is read: as the person wants it, or as the desk found it where that is not settled yet. */
export function readingOf(preview: FilePreview, wanted: FileReading | null): FileReading {
  // Another sheet has other columns: the desk is asked to recognise them.
  return wanted === null || wanted.fields.length === 0 ? preview.reading : wanted;
}

/** One column says something else. What another one said so far it says no longer. */
export function withField(
  reading: FileReading,
  column: number,
  field: ShopField | null,
  columns: number,
): FileReading {
  const fields = Array.from({ length: columns }, (_, place) => {
    const before = reading.fields[place] ?? null;
    return place === column ? field : field !== null && before === field ? null : before;
  });
  return { ...reading, fields };
}

/** A word means this. */
export function withStatus(reading: FileReading, word: string, means: ShopStatus): FileReading {
  return { ...reading, statuses: { ...reading.statuses, [word]: means } };
}

/** Another sheet has other columns: what they say is found out anew. */
export function withSheet(reading: FileReading, sheet: string): FileReading {
  return { ...reading, sheet, fields: [] };
}

/** What a word means, by the person or the desk. */
export function meaningOf(reading: FileReading, { text, means }: StatusWord): ShopStatus | null {
  return reading.statuses[text] ?? means;
}

/** The words, those that the desk does not know first. What a person just chose does not move. */
export function sortedWords(words: readonly StatusWord[]): readonly StatusWord[] {
  return [
    ...words.filter(({ means }) => means === null),
    ...words.filter(({ means }) => means !== null),
  ];
}

/** How many words nobody knows the meaning of. */
export function unknownWords(preview: FilePreview, reading: FileReading): number {
  return reading.fields.includes("status")
    ? preview.statuses.filter((word) => meaningOf(reading, word) === null).length
    : 0;
}

/** Whether a column says which order a row is about. */
export function isNamed({ fields }: FileReading): boolean {
  return fields.some((field) => field !== null && naming.includes(field));
}

/** Whether one press may take it over, with nothing left for a person to say. */
export function isReady(preview: FilePreview): boolean {
  return (
    preview.isRemembered &&
    preview.alreadyAt === null &&
    isNamed(preview.reading) &&
    unknownWords(preview, preview.reading) === 0
  );
}

/** The file as it was begun and not ended, if it was. */
export function begun(
  { name, writtenAt }: FilePreview,
  files: readonly ShopFileView[],
): ShopFileView | null {
  return (
    files.find((file) => !file.isWhole && file.name === name && file.writtenAt === writtenAt) ??
    null
  );
}

/** The fault of a cell; undefined where it could be read. */
export function faultOf(row: PreviewRow, field: ShopField): RowFault | undefined {
  return row.faults.find((fault) => fault.field === field);
}

/** Why a row is left out as a whole; undefined where it is taken over. */
export function leftOut(row: PreviewRow): RowFault | undefined {
  return row.faults.find(({ kind }) => kind === "nameless" || kind === "unreadable");
}
