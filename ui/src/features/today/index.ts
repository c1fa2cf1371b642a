/** The first screen of the day. */
export { TodayScreen } from "./today-screen";
