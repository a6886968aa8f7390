import { testRows } from "../../testing/install/row-tests";
import { firstRows } from "../../testing/install/rows";

testRows(firstRows, { short: true });
