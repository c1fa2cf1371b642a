import { useCallback, useMemo, useRef, useState } from "react";

import type { CaseView } from "../../bridge/types";

const nobody: ReadonlySet<number> = new Set();

/** The cases that a person chose, by their ids. What is no longer shown is chosen no longer. */
export function useChoosing(cases: readonly CaseView[]) {
  const [wanted, setWanted] = useState(nobody);
  const anchor = useRef<number | null>(null);
  const chosen = useMemo(() => {
    const shown = cases.filter(({ id }) => wanted.has(id)).map(({ id }) => id);
    return shown.length === 0 ? nobody : new Set(shown);
  }, [cases, wanted]);
  const latest = useRef({ cases, chosen });
  latest.current = { cases, chosen };

  /** From the case that was chosen last to this one. */
  const rangeTo = useCallback((id: number): readonly number[] => {
    const ids = latest.current.cases.map((view) => view.id);
    const from = ids.indexOf(anchor.current ?? id);
    const to = ids.indexOf(id);
    return from < 0 || to < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
  }, []);

  const choose = useCallback(
    (id: number, isRange: boolean) => {
      const next = new Set(latest.current.chosen);
      if (isRange) {
        for (const one of rangeTo(id)) {
          next.add(one);
        }
      } else if (!next.delete(id)) {
        next.add(id);
      }
      anchor.current = id;
      setWanted(next);
    },
    [rangeTo],
  );
  /** Begins at the present case where nothing was chosen before. */
  const chooseTo = useCallback((from: number, id: number) => {
    if (latest.current.chosen.size === 0) {
      anchor.current = from;
    }
    const next = new Set(latest.current.chosen);
    next.add(from);
    next.add(id);
    setWanted(next);
  }, []);
  const chooseAll = useCallback(
    (all: readonly CaseView[]) => setWanted(new Set(all.map(({ id }) => id))),
    [],
  );
  const clear = useCallback(() => setWanted(nobody), []);
  return { chosen, choose, chooseTo, chooseAll, clear };
}
