/** The uuids of orders that no page on the screen has. */
import { listOrders } from "../bridge";
import type { OrderQuery, OrderSelection } from "../bridge/types";
import { pageSize } from "./orders";

/** Those at the places `first` to `last` of a list. */
export async function uuidsBetween(
  query: OrderQuery,
  first: number,
  last: number,
): Promise<string[]> {
  const uuids: string[] = [];
  let after: string | null = null;
  while (uuids.length <= last - first) {
    const limit = Math.min(pageSize, last - first + 1 - uuids.length);
    const offset: number = after === null ? first : 0;
    const { rows, next } = await listOrders(query, { after, offset, limit, pinned: null });
    uuids.push(...rows.map(({ uuid }) => uuid));
    after = next;
    if (after === null) {
      break;
    }
  }
  return uuids;
}

/** Those of a selection, in its order, up to `most` of them. */
export async function uuidsOf(
  { uuids, matching, except }: OrderSelection,
  most: number,
): Promise<string[]> {
  if (matching === null) {
    return uuids.slice(0, most);
  }
  const left = new Set(except);
  const found = await uuidsBetween(matching, 0, most + left.size - 1);
  return found.filter((uuid) => !left.has(uuid)).slice(0, most);
}
