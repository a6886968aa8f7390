import { firstRows } from "../install/rows";
import { testRows } from "../install/story";

testRows(firstRows, { short: true });
