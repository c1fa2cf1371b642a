import type { Need } from "../../bridge/types";
import { type Command, useCommands } from "../../commands";
import { shortcuts } from "../../frame";

/** The keys 1 to 9 lead to what needs a person, in its order. */
export function useDigitKeys(needs: readonly Need[], open: (need: Need) => void): void {
  useCommands(
    needs.slice(0, 9).map(
      (need, place): Command => ({
        id: `need.${need.kind}`,
        group: shortcuts.need.group,
        words: (translate) => translate(`need.${need.kind}.what`, { count: need.count }),
        key: {
          code: `Digit${place + 1}`,
          also: [`Numpad${place + 1}`],
          cap: String(place + 1),
        },
        run: () => open(need),
      }),
    ),
  );
}
