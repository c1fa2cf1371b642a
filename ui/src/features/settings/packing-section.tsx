import { useState } from "react";

import type { DeskView } from "../../bridge/types";
import { Button, Checkbox } from "../../design";
import { useMessages } from "../../messages";
import { PinDialog, type PinQuestion } from "./pin-dialog";
import { Line, Section } from "./section";
import type { ChangeSettings } from "./settings-screen";

/** The packing table: what is hidden there, the PIN that brings it back, and what is heard. */
export function PackingSection({
  desk: { settings, packingPinSet },
  onChange,
}: {
  readonly desk: DeskView;
  readonly onChange: ChangeSettings;
}) {
  const translate = useMessages();
  const [question, setQuestion] = useState<PinQuestion | null>(null);
  return (
    <Section title={translate("settings.packing")} what={translate("settings.packingWhat")}>
      <Checkbox
        isSelected={settings.hideMoneyWhenPacking}
        onChange={(hideMoneyWhenPacking) => onChange({ hideMoneyWhenPacking })}
      >
        <span className="block">{translate("settings.hideMoney")}</span>
        <span className="block text-ink-faint text-small">
          {translate("settings.hideMoneyWhat")}
        </span>
      </Checkbox>
      <Line
        hint={translate(packingPinSet ? "settings.pinIsSet" : "settings.pinIsNotSet")}
        name={translate("settings.pin")}
      >
        <span className="flex gap-2">
          {packingPinSet ? (
            <>
              <Button onPress={() => setQuestion("change")} size="small">
                {translate("settings.pin.change")}
              </Button>
              <Button kind="danger" onPress={() => setQuestion("remove")} size="small">
                {translate("settings.pin.remove")}
              </Button>
            </>
          ) : (
            <Button onPress={() => setQuestion("set")} size="small">
              {translate("settings.pin.set")}
            </Button>
          )}
        </span>
      </Line>
      <Checkbox
        isSelected={settings.scanSounds}
        onChange={(scanSounds) => onChange({ scanSounds })}
      >
        <span className="block">{translate("settings.sounds")}</span>
        <span className="block text-ink-faint text-small">{translate("settings.soundsWhat")}</span>
      </Checkbox>
      {question !== null && <PinDialog onClose={() => setQuestion(null)} question={question} />}
    </Section>
  );
}
