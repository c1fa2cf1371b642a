import { useState } from "react";
import { RadioGroup } from "react-aria-components";

import type { KeyringHealth } from "../../bridge/types";
import { RadioCard } from "../../design";
import { useMessages } from "../../messages";
import { Connect } from "./connect";
import { HereForm } from "./here-form";

/** Where an inbox can be. */
const ways = ["server", "here"] as const;
type Way = (typeof ways)[number];

/** What an inbox is, and the two ways to one. */
export function Ways({ keyring }: { readonly keyring: KeyringHealth }) {
  const translate = useMessages();
  const [way, setWay] = useState<Way>("server");
  return (
    <>
      <p className="text-ink-soft">{translate("inbox.why")}</p>
      <RadioGroup
        aria-label={translate("inbox.ways")}
        onChange={(chosen) => setWay(ways.find((known) => known === chosen) ?? way)}
        orientation="horizontal"
        value={way}
      >
        <div className="grid grid-cols-2 gap-2">
          {ways.map((known) => (
            <RadioCard
              key={known}
              value={known}
              what={translate(`inbox.way.${known}What`)}
              words={translate(`inbox.way.${known}`)}
            />
          ))}
        </div>
      </RadioGroup>
      {way === "server" ? <Connect keyring={keyring} /> : <HereForm here={null} />}
    </>
  );
}
