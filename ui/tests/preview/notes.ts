/** What people wrote on the preview's orders, and the answers of the desk that change it. */

import type {
  ActionView,
  FailureView,
  NoteView,
  OrderDetail,
  TimelineEntry,
} from "../../src/bridge/types";
import { anyAction } from "./evidence";
import type { Fixture } from "./fixtures";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The oldest order but one has a long story. */
const storiedFromEnd = 2;

/** The notes of a desk. */
export interface PreviewNotes {
  /** The order with its notes, and with what was done on it before. */
  readonly on: (detail: OrderDetail) => OrderDetail;
  /** What was written on an order. */
  readonly textsOf: (uuid: string) => readonly string[];
  readonly answers: Record<string, (args: Record<string, unknown>) => unknown>;
}

/** Starts with the notes of the one order that has a story. `atDesk` is who writes. */
export function startNotes(
  orders: readonly Fixture[],
  atDesk: () => string | null,
  changed: () => Promise<void>,
): PreviewNotes {
  const storied = orders.at(-storiedFromEnd)?.row;
  const notes: NoteView[] = storied === undefined ? [] : storyOf(storied.uuid, storied.createdAt);
  const removed = new Map<number, NoteView>();
  let lastId = 100;

  const byId = (id: unknown): NoteView => {
    const found = notes.find((note) => note.id === id);
    if (found === undefined) {
      throw { code: "order_unknown", details: {} } satisfies FailureView;
    }
    return found;
  };
  const put = async (note: NoteView): Promise<NoteView> => {
    const place = notes.findIndex(({ id }) => id === note.id);
    notes.splice(place < 0 ? notes.length : place, place < 0 ? 0 : 1, note);
    await changed();
    return note;
  };

  return {
    on: (detail) => {
      const own = notes
        .filter(({ orderUuid }) => orderUuid === detail.row.uuid)
        .sort((one, other) => other.writtenAt - one.writtenAt);
      const actions = detail.row.uuid === storied?.uuid ? deedsOf(detail) : [];
      const timeline: TimelineEntry[] = [
        ...detail.timeline,
        ...actions.map((action) => ({
          at: action.askedAt,
          observation: null,
          note: null,
          action,
        })),
        ...own.map((note) => ({ at: note.writtenAt, observation: null, action: null, note })),
      ];
      return {
        ...detail,
        notes: own,
        timeline: timeline.sort((one, other) => other.at - one.at),
      };
    },
    textsOf: (uuid) => notes.filter(({ orderUuid }) => orderUuid === uuid).map(({ text }) => text),
    answers: {
      write_note: ({ uuid, text }) => {
        lastId += 1;
        const author = atDesk();
        return put({
          id: lastId,
          orderUuid: String(uuid),
          author: author === "" ? null : author,
          text: String(text),
          writtenAt: Date.now(),
          editedAt: null,
          earlier: [],
        });
      },
      edit_note: ({ id, text }) => {
        const note = byId(id);
        const now = Date.now();
        return put({
          ...note,
          text: String(text),
          editedAt: now,
          earlier: [...note.earlier, { text: note.text, until: now }],
        });
      },
      remove_note: async ({ id }) => {
        const note = byId(id);
        notes.splice(notes.indexOf(note), 1);
        removed.set(note.id, note);
        await changed();
        return null;
      },
      restore_note: ({ id }) => {
        const note = removed.get(Number(id));
        if (note === undefined) {
          throw { code: "order_unknown", details: {} } satisfies FailureView;
        }
        removed.delete(note.id);
        return put(note);
      },
    },
  };
}

function storyOf(orderUuid: string, createdAt: number | null): NoteView[] {
  const start = createdAt ?? 0;
  return [
    {
      id: 1,
      orderUuid,
      author: "نورة",
      text: "اتصل العميل: يريد التوصيل بعد المغرب.\nرقم بديل: 0551234567",
      writtenAt: start + day + 2 * hour,
      editedAt: start + day + 3 * hour,
      earlier: [{ text: "اتصل العميل: يريد التوصيل مساءً", until: start + day + 3 * hour }],
    },
    {
      id: 2,
      orderUuid,
      author: "Omar",
      text: "Left with the guard of the building, he signed for it.",
      writtenAt: start + 3 * day + hour,
      editedAt: null,
      earlier: [],
    },
    {
      id: 3,
      orderUuid,
      author: null,
      text: "شكر العميل على سرعة التوصيل.",
      writtenAt: start + 4 * day,
      editedAt: null,
      earlier: [],
    },
  ];
}

/** What was asked of Points on the way of the parcel; all of it was confirmed. */
function deedsOf({ row }: OrderDetail): ActionView[] {
  const start = row.createdAt ?? 0;
  const steps: readonly (readonly [string, number, string | null])[] = [
    ["ready_shipping", 4 * hour, "نورة"],
    ["delivery_is_in_progress", day + 20 * minute, "Omar"],
    ["delivered", 3 * day, null],
  ];
  return steps.map(([target, after, askedBy], place) => {
    const askedAt = start + after;
    const change = (state: ActionView["state"], at: number) => ({
      state,
      at,
      reason: null,
      message: null,
    });
    return {
      ...anyAction,
      id: 500 + place,
      kind: "shipping",
      orderUuid: row.uuid,
      target,
      nameAr: null,
      nameEn: null,
      state: "confirmed",
      askedAt,
      askedBy,
      nextSettleAt: null,
      reason: null,
      message: null,
      changes: [
        change("queued", askedAt),
        change("sending", askedAt + 12),
        change("confirmed", askedAt + 830),
      ],
    };
  });
}
