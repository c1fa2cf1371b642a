/** The first screen: a store is connected, then its orders are brought. */
export { Welcome } from "./welcome";
