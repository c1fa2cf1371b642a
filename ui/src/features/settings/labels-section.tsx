import { useState } from "react";

import type { LabelPreset, Settings } from "../../bridge/types";
import { AddIcon, Button, EditIcon, IconButton, RemoveIcon, ShippingState } from "../../design";
import { useNotices } from "../../frame";
import { Message, useMessages } from "../../messages";
import { mostLabels } from "../../settings-limits";
import { LabelDialog } from "./label-dialog";
import { Section } from "./section";
import type { ChangeSettings } from "./settings-screen";

/** The shop's own words for shipping statuses, which are offered where one is chosen. */
export function LabelsSection({
  settings,
  onChange,
}: {
  readonly settings: Settings;
  readonly onChange: ChangeSettings;
}) {
  const translate = useMessages();
  const { sayUndoable } = useNotices();
  const { labelPresets: labels } = settings;
  /** The place of the label that is changed; behind all: a new one. */
  const [changing, setChanging] = useState<number | null>(null);
  const isFull = labels.length >= mostLabels;
  return (
    <Section title={translate("settings.labels")} what={translate("settings.labelsWhat")}>
      {labels.length > 0 && (
        <ul className="flex flex-col divide-y divide-line rounded-card border border-line">
          {labels.map((label, place) => (
            <li className="flex items-center gap-3 py-1.5 ps-3 pe-1.5" key={keyOf(label, place)}>
              <span className="w-36 shrink-0">
                <ShippingState licenceStep={settings.licenceStep} status={label.status} />
              </span>
              <span className="flex min-w-0 flex-1 flex-wrap gap-x-4">
                <bdi className="wrap-anywhere" lang="ar">
                  {label.nameAr}
                </bdi>
                <bdi className="wrap-anywhere text-ink-soft" lang="en">
                  {label.nameEn}
                </bdi>
              </span>
              <IconButton
                name={translate("settings.labels.change", { name: label.nameEn })}
                onPress={() => setChanging(place)}
              >
                <EditIcon />
              </IconButton>
              <IconButton
                name={translate("settings.labels.remove", { name: label.nameEn })}
                onPress={() => {
                  onChange({ labelPresets: labels.filter((other) => other !== label) });
                  sayUndoable(translate("settings.labels.removed"), () =>
                    onChange({ labelPresets: labels }),
                  );
                }}
              >
                <RemoveIcon />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <span className="flex flex-wrap items-center gap-3">
        <Button
          icon={<AddIcon />}
          isDisabled={isFull}
          onPress={() => setChanging(labels.length)}
          size="small"
        >
          {translate("settings.labels.add")}
        </Button>
        {isFull && (
          <span className="text-ink-faint text-small">
            <Message id="settings.labels.full" values={{ count: mostLabels }} />
          </span>
        )}
      </span>
      {changing !== null && (
        <LabelDialog
          label={labels[changing] ?? null}
          licenceStep={settings.licenceStep}
          onClose={() => setChanging(null)}
          onSave={(label) => {
            onChange({
              labelPresets: [...labels.slice(0, changing), label, ...labels.slice(changing + 1)],
            });
            setChanging(null);
          }}
        />
      )}
    </Section>
  );
}

/** Equal labels are told apart by their place alone. */
function keyOf({ status, nameAr, nameEn }: LabelPreset, place: number): string {
  return [status, nameAr, nameEn, place].join("|");
}
