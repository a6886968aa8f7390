import { killSuite } from "../kill/kill-suite";

killSuite(8, 1);
