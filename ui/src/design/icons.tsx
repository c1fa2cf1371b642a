/** Icons: 16 units, one stroke weight, drawn for this app. They say nothing to a screen reader. */
import type { ReactNode } from "react";

export interface IconProps {
  /** In pixels. */
  readonly size?: number;
  readonly className?: string;
}

export function Icon({ size = 16, className, children }: IconProps & { children: ReactNode }) {
  return (
    <svg
      aria-hidden="true"
      className={className}
      fill="none"
      focusable="false"
      height={size}
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth={1.5}
      viewBox="0 0 16 16"
      width={size}
    >
      {children}
    </svg>
  );
}

/** An icon that points along the line of reading, and so turns with it. */
export function DirectedIcon({ className, ...rest }: IconProps & { children: ReactNode }) {
  return <Icon {...rest} className={`rtl:-scale-x-100 ${className ?? ""}`} />;
}

export const TodayIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="2.75" />
    <path d="M8 1.75v1M8 13.25v1M1.75 8h1M13.25 8h1M3.6 3.6l.7.7M11.7 11.7l.7.7M12.4 3.6l-.7.7M4.3 11.7l-.7.7" />
  </Icon>
);
export const OrdersIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M3.5 2.5h9v11l-2.25-1.4L8 13.5l-2.25-1.4-2.25 1.4z" />
    <path d="M6 6h4M6 8.75h4" />
  </Icon>
);
export const PackingIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M2.5 5 8 2.25 13.5 5v6L8 13.75 2.5 11z" />
    <path d="M2.5 5 8 7.75 13.5 5M8 7.75v6M5.25 3.6l5.5 2.8" />
  </Icon>
);
export const ScanIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M2.5 5V3h2.75M10.75 3h2.75v2M13.5 11v2h-2.75M5.25 13H2.5v-2" />
    <path d="M5 5.75v4.5M7.5 5.75v4.5M9.25 5.75v4.5M11 5.75v4.5" />
  </Icon>
);
export const ReviewIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8.75" r="4.9" />
    <path d="M8 6.2v2.7l1.8 1.2M6.4 1.75h3.2" />
  </Icon>
);
export const LogIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M5.5 4h8M5.5 8h8M5.5 12h8" />
    <path d="M2.5 4h.01M2.5 8h.01M2.5 12h.01" strokeWidth="2" />
  </Icon>
);

export const SettingsIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M2.5 4.75h6M12 4.75h1.5M2.5 11.25H4M7.5 11.25h6" />
    <circle cx="10.25" cy="4.75" r="1.75" />
    <circle cx="5.75" cy="11.25" r="1.75" />
  </Icon>
);
export const SearchIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="7" cy="7" r="4.25" />
    <path d="m10.2 10.2 3.3 3.3" />
  </Icon>
);
export const AddIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8 3.25v9.5M3.25 8h9.5" />
  </Icon>
);
export const LessIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M3.25 8h9.5" />
  </Icon>
);
export const EditIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M10.75 2.75 13.25 5.25 5.5 13H3v-2.5zM9 4.5 11.5 7" />
  </Icon>
);
export const RemoveIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M2.75 4.25h10.5M6 4V2.5h4V4M4.25 4.25l.6 9.25h6.3l.6-9.25M6.75 7v3.75M9.25 7v3.75" />
  </Icon>
);
export const NextIcon = (props: IconProps) => (
  <DirectedIcon {...props}>
    <path d="m6.25 3.75 4.25 4.25-4.25 4.25" />
  </DirectedIcon>
);
export const PreviousIcon = (props: IconProps) => (
  <DirectedIcon {...props}>
    <path d="M9.75 3.75 5.5 8l4.25 4.25" />
  </DirectedIcon>
);
export const PrintIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4.75 6V2.5h6.5V6M4.75 11.5h-1.5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h9.5a1 1 0 0 1 1 1v3.5a1 1 0 0 1-1 1h-1.5" />
    <path d="M4.75 9.5h6.5v4h-6.5z" />
  </Icon>
);
export const CloseIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m4 4 8 8M12 4l-8 8" />
  </Icon>
);
export const TickIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m3.5 8.5 3 3 6-6.75" />
  </Icon>
);
export const ChevronDownIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m4.5 6.25 3.5 3.5 3.5-3.5" />
  </Icon>
);
export const ArrowUpIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8 12.75v-9.5M4.5 6.5 8 3.25l3.5 3.25" />
  </Icon>
);
export const ArrowDownIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8 3.25v9.5M4.5 9.5 8 12.75l3.5-3.25" />
  </Icon>
);
export const ArrowOnIcon = (props: IconProps) => (
  <DirectedIcon {...props}>
    <path d="M3 8h9.5M9.25 4.5 12.75 8l-3.5 3.5" />
  </DirectedIcon>
);
export const RefreshIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M13 8a5 5 0 1 1-1.5-3.55M13 2.5v2.75h-2.75" />
  </Icon>
);
export const CopyIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect height="8" rx="1.5" width="7" x="5.75" y="5.25" />
    <path d="M10.25 3V2.9c0-.7-.55-1.15-1.15-1.15H4.4c-.7 0-1.15.5-1.15 1.15v6.2c0 .65.45 1.15 1.1 1.15" />
  </Icon>
);
export const QuestionIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="5.75" />
    <path d="M6.4 6.5c.1-1 .8-1.5 1.65-1.5.95 0 1.6.55 1.6 1.4 0 1.15-1.6 1.2-1.6 2.45M8 11h.01" />
  </Icon>
);
export const FilterIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M2.75 4.5h10.5M4.75 8h6.5M6.75 11.5h2.5" />
  </Icon>
);
export const ColumnsIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M2.25 3.25h11.5v9.5H2.25zM6.1 3.25v9.5M9.9 3.25v9.5" />
  </Icon>
);
export const GripIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M6 4.5h.01M10 4.5h.01M6 8h.01M10 8h.01M6 11.5h.01M10 11.5h.01" strokeWidth={2} />
  </Icon>
);
export const FileIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4 1.75h5L12.25 5v9.25H4zM8.75 2v3.25H12" />
  </Icon>
);
export const DropIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8 2.25v7.5M4.75 6.75 8 10l3.25-3.25M2.5 11v2.5h11V11" />
  </Icon>
);
export const CommandIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m3 4.75 3.25 3.25L3 11.25M8.25 11.5H13" />
  </Icon>
);
export const KeyIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="5.25" cy="10.75" r="2.75" />
    <path d="m7.25 8.75 5.5-5.5M10.5 5.5l1.75 1.75" />
  </Icon>
);
export const OfflineIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M2.5 6.5a8 8 0 0 1 2.4-1.55M13.5 6.5a8 8 0 0 0-5-2.25M5 9.2a4.3 4.3 0 0 1 2-1.1M8 12.25h.01M2.75 2.75l10.5 10.5" />
  </Icon>
);
export const WarningIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8 2.25 14.25 13H1.75zM8 6.5V9.5M8 11.35h.01" />
  </Icon>
);
export const PauseIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M5.5 3.5v9M10.5 3.5v9" />
  </Icon>
);
export const PlayIcon = (props: IconProps) => (
  <DirectedIcon {...props}>
    <path d="M5 3.25 12.25 8 5 12.75z" />
  </DirectedIcon>
);
export const LanguageIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="5.75" />
    <path d="M2.25 8h11.5M8 2.25c3.3 3.6 3.3 7.9 0 11.5M8 2.25c-3.3 3.6-3.3 7.9 0 11.5" />
  </Icon>
);
export const MoreIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth={2.25} />
  </Icon>
);
export const ShowIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M1.5 8S4 3.75 8 3.75 14.5 8 14.5 8 12 12.25 8 12.25 1.5 8 1.5 8z" />
    <circle cx="8" cy="8" r="1.9" />
  </Icon>
);
export const HideIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M3.6 5.2A11 11 0 0 0 1.5 8S4 12.25 8 12.25c1 0 1.9-.25 2.7-.65M6.5 3.9A6 6 0 0 1 8 3.75C12 3.75 14.5 8 14.5 8a11 11 0 0 1-1.6 2M2.75 2.75l10.5 10.5" />
  </Icon>
);
export const EventIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8.75 1.75 3.5 9h4l-.5 5.25L12.5 7h-4z" />
  </Icon>
);
export const ReadIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8 2.5v7M5 6.75l3 3 3-3M3 13h10" />
  </Icon>
);
export const ExportIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M9 1.75H4.25a1 1 0 0 0-1 1v10.5a1 1 0 0 0 1 1h7.5a1 1 0 0 0 1-1V5.5z" />
    <path d="M8 6.5v5M6 9.5l2 2 2-2" />
  </Icon>
);
export const SendIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8 13V4M5 7l3-3 3 3M3 1.75h10" />
  </Icon>
);

/** The Saudi riyal sign, as published by the Saudi Central Bank; fonts rarely have U+20C1. */
export function RiyalSign({ size = 12, className }: IconProps) {
  return (
    <svg
      aria-hidden="true"
      className={className}
      fill="currentColor"
      focusable="false"
      height={size}
      viewBox="0 0 1124 1257"
      width={(size * 1124) / 1257}
    >
      <path d="M699.62 1113.02c-20.06 44.48-33.32 92.75-38.4 143.37l424.51-90.24c20.06-44.47 33.31-92.75 38.4-143.37z" />
      <path d="M1085.73 895.8c20.06-44.47 33.32-92.75 38.4-143.37l-330.68 70.33v-135.2l292.27-62.11c20.06-44.47 33.32-92.75 38.4-143.37l-330.68 70.27V66.13c-50.67 28.45-95.67 66.32-132.25 110.99v403.35l-132.25 28.11V0c-50.67 28.44-95.67 66.32-132.25 110.99v525.69l-295.91 62.88c-20.06 44.47-33.33 92.75-38.42 143.37l334.33-71.05v170.26l-358.3 76.14c-20.06 44.47-33.32 92.75-38.4 143.37l375.04-79.7c30.53-6.35 56.77-24.4 73.83-49.24l68.78-101.97c7.14-10.55 11.3-23.27 11.3-36.97v-149.98l132.25-28.11v270.4z" />
    </svg>
  );
}
