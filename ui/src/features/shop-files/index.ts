/** Files that the shop exported: looked at, taken over, watched for; and how complete the desk is by them. */
export { useShopFileCommands } from "./commands";
export { CompletenessCard } from "./completeness";
export { ImportDialog } from "./import-dialog";
export { Offers } from "./offers";
export { ShopFiles } from "./shop-files";
export { ShopFileStrip } from "./strip";
