/** Files of a shop in memory: one that is looked at, those that were taken over, a watched folder. */
import { emit } from "@tauri-apps/api/event";

import type {
  ColumnPreview,
  FailureView,
  FileOffer,
  FilePreview,
  FileReading,
  ImportReport,
  OrderDetail,
  PreviewRow,
  RowFault,
  ShopCheckout,
  ShopField,
  ShopFiles,
  ShopFileView,
  ShopStatus,
  StatusWord,
  TakenFile,
  Topic,
} from "../../src/bridge/types";
import { seeded } from "./fixtures";

/** What is the matter with the file that is chosen, and what was there before. */
export interface FilesCourse {
  /** Files that were taken over before. */
  readonly taken: number;
  /** How old the last of them is, milliseconds. */
  readonly age: number;
  /** How many wait in the watched folder. */
  readonly offers: number;
  /** Whether the offers are of a known shape. */
  readonly isRemembered: boolean;
  readonly folder: "none" | "watched" | "away";
  readonly file: "usual" | "no uuid" | "unnamed" | "workbook" | "long" | "already" | "begun";
  /** Whether all its words for a status are known. */
  readonly areWordsKnown: boolean;
  /** What becomes of taking it over. */
  readonly import: "taken" | "never ends" | "fails";
  /** Whether orders have what the shop says of them. */
  readonly hasDetails: boolean;
  /** Of 412 orders of the shop so many have a known uuid. */
  readonly withUuid: number;
}

export const usualFiles: FilesCourse = {
  taken: 0,
  age: 3_600_000,
  offers: 0,
  isRemembered: true,
  folder: "none",
  file: "usual",
  areWordsKnown: false,
  import: "taken",
  hasDetails: false,
  withUuid: 398,
};

const minute = 60_000;
const day = 24 * 60 * minute;
const rowsOfFile = 412;

/** Columns as a Saudi shop exports them: what each is called, and what it says. */
const columns: readonly (readonly [string, ShopField | null])[] = [
  ["رقم الطلب", "order_number"],
  ["points_uuid", "uuid"],
  ["إجمالي الطلب", "amount"],
  ["تاريخ الطلب", "opened_at"],
  ["حالة الطلب", "status"],
  ["اسم العميل", "customer"],
  ["رقم الجوال", "phone"],
  ["المدينة", "city"],
  ["طريقة الدفع", null],
  ["utm_source / حملة الإعلان التي جاء منها العميل", null],
];
const customers = [
  "نورة بنت عبدالعزيز السبيعي",
  "Khalid Al Otaibi",
  "هيا القحطاني",
  "Maha S.",
  "عبدالرحمن الغامدي",
];
const words: readonly (readonly [string, ShopStatus | null, number])[] = [
  ["تم التوصيل", "paid", 241],
  ["بانتظار الدفع", "pending", 88],
  ["قيد التنفيذ", "paid", 52],
  ["ملغي", "cancelled", 17],
  ["on-hold", "pending", 3],
  ["مسترجع", "refunded", 2],
  ["جاهز للاستلام من الفرع", null, 7],
  ["review-manual", null, 2],
];

const failure = (code: FailureView["code"]): FailureView => ({ code, details: {} });

function columnsOf(course: FilesCourse): readonly (readonly [string, ShopField | null])[] {
  return course.file === "no uuid"
    ? columns.filter(([, field]) => field !== "uuid")
    : course.file === "unnamed"
      ? columns.filter(([, field]) => field !== "uuid").map(([name]) => [name, null] as const)
      : columns;
}

function fault(row: number, kind: RowFault["kind"], field: ShopField | null, text: string) {
  return { row, kind, field, text } satisfies RowFault;
}

function rowsOf(fields: readonly (ShopField | null)[], now: number): PreviewRow[] {
  const random = seeded(41);
  const has = (field: ShopField) => fields.includes(field);
  return Array.from({ length: 20 }, (_, place) => {
    const row = place + 2;
    const hex = Math.floor(random() * 0xffffffff)
      .toString(16)
      .padStart(8, "0");
    const amount = Math.floor(random() * 90_000) + 4_900;
    const openedAt = now - place * 37 * minute - 2 * 60 * minute;
    const status = words[place % 6]?.[1] ?? null;
    const whole: PreviewRow = {
      row,
      orderNumber: has("order_number") ? String(10_482 - place) : null,
      uuid: has("uuid") ? `${hex}-5d4a-4f7b-9c0d-1e2f3a4b5c6d` : null,
      amountHalalas: has("amount") ? amount : null,
      openedAt: has("opened_at") ? openedAt : null,
      status: has("status") ? status : null,
      customer: has("customer") ? (customers[place % customers.length] ?? null) : null,
      phone: has("phone") ? `5${String(10_000_000 + Math.floor(random() * 80_000_000))}` : null,
      faults: [],
    };
    if (place === 3) {
      return {
        ...whole,
        amountHalalas: null,
        faults: [fault(row, "amount", "amount", "١٢٥,٥٠٠ تقريبا")],
      };
    }
    if (place === 6) {
      return { ...whole, uuid: null, faults: [fault(row, "uuid", "uuid", "n/a")] };
    }
    if (place === 9) {
      return {
        ...whole,
        orderNumber: null,
        uuid: null,
        faults: [fault(row, "nameless", null, "")],
      };
    }
    if (place === 12) {
      return { ...whole, openedAt: null, faults: [fault(row, "date", "opened_at", "1448/05/30")] };
    }
    return whole;
  });
}

function previewOf(
  file: number,
  name: string,
  writtenAt: number,
  course: FilesCourse,
  wanted: FileReading | null,
  remembered: ReadonlyMap<string, FileReading>,
): FilePreview {
  const own = columnsOf(course);
  const isLong = course.file === "long";
  const found: FileReading = remembered.get("shape") ?? {
    sheet: course.file === "workbook" ? "Orders" : null,
    hasHeader: true,
    fields: own.map(([, field]) => field),
    statuses: {},
  };
  // As the desk does it: without columns they are recognised anew.
  const reading =
    wanted === null
      ? found
      : wanted.fields.length === 0
        ? { ...wanted, fields: found.fields }
        : wanted;
  const rows = rowsOf(reading.fields, writtenAt);
  const samples = (place: number): string[] => {
    const [name_, field] = own[place] ?? ["", null];
    const of: Readonly<Record<string, readonly string[]>> = {
      order_number: ["#10482", "#10481", "#10480"],
      uuid: ["3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d", "9a0c11d2-5d4a-4f7b-9c0d-1e2f3a4b5c6d"],
      amount: ["348.00 ر.س", "1,250.00 ر.س", "89.50 ر.س"],
      opened_at: ["2026-11-29 14:03", "2026-11-29 13:26"],
      status: ["تم التوصيل", "بانتظار الدفع"],
      customer: customers.slice(0, 3),
      phone: ["0551234567", "966501112233+"],
      city: ["الرياض", "جدة", "Khobar"],
    };
    const byName = columns.find(([header]) => header === name_)?.[1] ?? field;
    return [...(of[byName ?? ""] ?? (place % 2 === 0 ? ["Points", "مدى", "Apple Pay"] : []))];
  };
  const preview: ColumnPreview[] = own.map(([header], place) => ({
    header: reading.hasHeader ? header : "",
    samples: samples(place),
  }));
  const statuses: StatusWord[] = words
    .filter(([, means]) => means !== null || !course.areWordsKnown)
    .map(([text, means, count]) => ({
      text,
      rows: count,
      means: reading.statuses[text] ?? means,
    }));
  const hasUuid = reading.fields.includes("uuid");
  return {
    file,
    name,
    size: isLong ? 184_320_000 : 84_210,
    writtenAt,
    format: course.file === "workbook" ? "workbook" : "separated",
    encoding:
      course.file === "workbook" ? null : course.file === "unnamed" ? "windows1256" : "utf8",
    sheets: course.file === "workbook" ? ["Orders", "Refunds", "الملخص"] : [],
    reading,
    isRemembered: remembered.has("shape") || (course.isRemembered && course.offers > 0),
    columns: preview,
    rows,
    statuses: reading.fields.includes("status") ? statuses : [],
    lookedAt: isLong ? 5_000 : rowsOfFile,
    withUuid: hasUuid ? (isLong ? 4_871 : 398) : 0,
    hasMore: isLong,
    alreadyAt: course.file === "already" ? writtenAt + 40 * minute : null,
  };
}

/** A file as it is chosen or dropped. */
export function chosenFile(now = Date.now()): FilePreview {
  return previewOf(70, "orders-2026-11-29.csv", now - 25 * minute, usualFiles, null, new Map());
}

function manyFaults(): RowFault[] {
  const kinds = [
    fault(0, "amount", "amount", "١٢٥,٥٠٠ تقريبا"),
    fault(0, "uuid", "uuid", "n/a"),
    fault(0, "nameless", null, ""),
    fault(0, "date", "opened_at", "1448/05/30"),
    fault(0, "repeated", "order_number", "10473"),
  ];
  return Array.from({ length: 14 }, (_, place) => ({
    ...(kinds[place % kinds.length] ?? fault(0, "unreadable", null, "")),
    row: 5 + place * 29,
  }));
}

/** Everything about files of the shop. */
export function startShopFiles({
  course: wished,
  now,
  changed,
}: {
  readonly course: Partial<FilesCourse> | undefined;
  readonly now: number;
  readonly changed: (...topics: Topic[]) => Promise<void>;
}) {
  const course: FilesCourse = { ...usualFiles, ...wished };
  const remembered = new Map<string, FileReading>();
  let stop: () => void = () => undefined;
  let folder: ShopFiles["folder"] =
    course.folder === "none"
      ? null
      : {
          path: "/home/noura/Downloads",
          failure:
            course.folder === "away"
              ? { ...failure("file_failed"), details: { path: "/home/noura/Downloads" } }
              : null,
        };
  let offers: FileOffer[] = Array.from({ length: course.offers }, (_, place) => ({
    file: 71 + place,
    name: place === 0 ? "orders-2026-11-29.csv" : `طلبات متجر دار العود (${place}).xlsx`,
    writtenAt: now - 2 * minute - place * 47 * minute,
    size: 84_210,
    isRemembered: course.isRemembered && place === 0,
  }));
  const view = (id: number, place: number): ShopFileView => ({
    id,
    name:
      place === 2 ? "طلبات شهر ربيع الآخر كاملة من لوحة متجر دار العود.xlsx" : `orders-${id}.csv`,
    writtenAt: now - course.age - place * day,
    importedAt: now - course.age - place * day + 20 * minute,
    importedBy: place % 2 === 0 ? "نورة" : null,
    isWhole: place !== 1,
    rows: rowsOfFile - place * 9,
    added: 37,
    changed: 21,
    same: rowsOfFile - place * 9 - 58,
    faulty: place === 0 ? 14 : 0,
    withUuid: 398 - place * 9,
    tracked: 35,
  });
  let files: ShopFileView[] = Array.from({ length: course.taken }, (_, place) =>
    view(800 - place, place),
  );
  const nameOf = (file: number) =>
    offers.find((offer) => offer.file === file)?.name ??
    (course.file === "workbook" ? "طلبات نوفمبر.xlsx" : "orders-2026-11-29.csv");
  const written = now - 25 * minute;
  const preview = (file: number, reading: FileReading | null) =>
    previewOf(file, nameOf(file), written, course, reading, remembered);
  if (course.file === "begun") {
    files = [
      {
        ...view(801, 0),
        name: nameOf(70),
        writtenAt: written,
        isWhole: false,
        rows: 180,
        faulty: 0,
      },
      ...files,
    ];
  }
  const reportOf = (file: ShopFileView, isFirst: boolean): ImportReport => ({
    file,
    already: course.file === "already" && isFirst,
    cancelled: !file.isWhole,
    faults: file.faulty > 0 ? manyFaults() : [],
    unknownStatuses: course.areWordsKnown ? [] : ["جاهز للاستلام من الفرع", "review-manual"],
  });
  const shown = (): ShopFiles => ({
    files,
    offers,
    folder,
    completeness:
      files.length === 0
        ? { rows: 0, withUuid: 0, heard: 0, evented: 0, eventedRead: 0, gaps: [] }
        : {
            rows: rowsOfFile,
            withUuid: course.withUuid,
            heard: Math.max(0, course.withUuid - 3),
            evented: 1_204,
            eventedRead: 1_198,
            gaps:
              course.withUuid === rowsOfFile
                ? []
                : [0, 1, 3, 4, 6, 9, 12, 20].map((ago) => {
                    const startsAt =
                      Math.floor((now + 3 * 60 * minute) / day) * day - 3 * 60 * minute;
                    const at = startsAt - ago * day;
                    return {
                      date: new Date(at + 3 * 60 * minute).toISOString().slice(0, 10),
                      startsAt: at,
                      rows: 14 + ago,
                      withoutUuid: 1 + (ago % 4),
                    };
                  }),
          },
  });

  return {
    /** An order, with what the shop says of it. */
    on: (detail: OrderDetail): OrderDetail =>
      course.hasDetails ? { ...detail, shop: saidBy(detail, now) } : detail,
    answers: {
      shop_files: shown,
      choose_file: (): TakenFile => ({ kind: "preview", value: preview(70, null) }),
      preview_shop_file: ({ file, reading }: Record<string, unknown>) => {
        if (Number(file) < 70) {
          throw failure("shop_file_unknown");
        }
        return preview(Number(file), reading as FileReading | null);
      },
      import_shop_file: async ({ file, reading }: Record<string, unknown>) => {
        const { size, lookedAt } = preview(Number(file), null);
        const tell = (share: number) =>
          emit("desk-import", {
            file,
            done: Math.floor(size * share),
            total: size,
            rows: Math.floor((course.file === "long" ? 1_000_000 : lookedAt) * share),
          });
        await tell(0);
        await tell(0.43);
        if (course.import === "fails") {
          throw failure("disk_full");
        }
        const isStopped =
          course.import === "never ends" &&
          (await new Promise<boolean>((end) => {
            stop = () => end(true);
          }));
        const reached = isStopped ? 177 : rowsOfFile;
        remembered.set("shape", reading as FileReading);
        const taken: ShopFileView = {
          ...view(900, 0),
          name: nameOf(Number(file)),
          writtenAt: written,
          importedAt: Date.now(),
          isWhole: !isStopped,
          rows: reached,
          same: reached - 58,
          withUuid: (reading as FileReading).fields.includes("uuid") ? reached - 14 : 0,
        };
        files = [taken, ...files.filter(({ id }) => id !== 900 && id !== 801)];
        offers = offers.filter((offer) => offer.file !== Number(file));
        await changed("shop_files");
        return reportOf(taken, true);
      },
      cancel_import: () => {
        stop();
        return null;
      },
      import_report: ({ id }: Record<string, unknown>) => {
        const found = files.find((file) => file.id === Number(id));
        if (found === undefined) {
          throw failure("shop_file_unknown");
        }
        return reportOf(found, false);
      },
      dismiss_shop_file: ({ file }: Record<string, unknown>) => {
        offers = offers.filter((offer) => offer.file !== Number(file));
        return shown();
      },
      choose_watched_folder: () => {
        folder = { path: "/home/noura/Downloads", failure: null };
        return shown();
      },
      leave_watched_folder: () => {
        folder = null;
        return shown();
      },
    },
  };
}

/** What the shop says of an order: the order itself, another attempt, and one that is only likely. */
function saidBy({ row }: OrderDetail, now: number): ShopCheckout[] {
  const said: ShopCheckout = {
    id: 1,
    origin: "file",
    fileName: "orders-2026-11-29.csv",
    asOf: now - 25 * minute,
    orderNumber: row.orderNumber,
    uuid: row.uuid,
    reference: null,
    amountHalalas: row.totalHalalas === null ? 34_800 : row.totalHalalas - 1,
    openedAt: row.createdAt,
    statusText: "قيد التنفيذ",
    status: "paid",
    customer: "نورة بنت عبدالعزيز السبيعي",
    phone: "551234567",
    city: "الرياض",
    address: "حي الياسمين، شارع أنس بن مالك 4120، وحدة 7",
    link: "https://pay.papp.sa/checkout/3f2b8c1e-5d4a-4f7b-9c0d-1e2f3a4b5c6d",
    matched: "uuid",
  };
  return [
    said,
    {
      ...said,
      id: 2,
      uuid: "00000000-5d4a-4f7b-9c0d-1e2f3a4b5c6d",
      openedAt: (row.createdAt ?? now) - 14 * minute,
      amountHalalas: (row.totalHalalas ?? 34_800) + 2_500,
      statusText: "review-manual",
      status: null,
      city: null,
      address: null,
      link: null,
      matched: "order_number",
    },
  ];
}
